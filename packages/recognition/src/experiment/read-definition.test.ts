import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { readDefinition } from "./read-definition.js";

const EXPERIMENTS = fileURLToPath(new URL("../../../../experiments/", import.meta.url));
const BASE = {
  name: "base",
  title: "Base",
  task: "authentication",
  data: { format: "balabit" },
  training: { epochs: 8, batch: 16 },
  split: { by: "blocks", test: { count: 5 } },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-definition-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes files and gives the path of the first. */
function files(contents: Record<string, unknown>): string {
  for (const [name, content] of Object.entries(contents)) {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return join(folder, Object.keys(contents)[0] as string);
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(RecognitionError);
    expect((error as RecognitionError).code).toBe("bad-definition");
    expect((error as RecognitionError).message).not.toContain("\n");
    return (error as RecognitionError).message;
  }
  throw new Error("the definition was taken");
}

describe("the published experiments", () => {
  const names = readdirSync(EXPERIMENTS).filter((name) => name.endsWith(".json"));

  it.each(names)("%s can be read and is named after its file", (name) => {
    expect(`${readDefinition(join(EXPERIMENTS, name)).name}.json`).toBe(name);
  });

  it("are all in the folder's table", () => {
    const readme = readFileSync(join(EXPERIMENTS, "README.md"), "utf8");
    const told = [...readme.matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => `${match[1]}.json`);
    expect(told.sort()).toEqual([...names].sort());
  });
});

describe("extends", () => {
  it("takes the other file's settings, group by group, with its own in their place", () => {
    const { name, title, training, data } = readDefinition(
      files({
        "own.json": { extends: "base.json", name: "own", training: { epochs: 2 } },
        "base.json": BASE,
      }),
    );
    expect([name, title, training?.epochs, training?.batch, data.format]).toEqual([
      "own",
      "Base",
      2,
      16,
      "balabit",
    ]);
  });

  it("finds files beside the one that names them, through several of them", () => {
    const file = files({
      "c.json": { extends: "./b.json", name: "c" },
      "b.json": { extends: "a.json", seed: 5 },
      "a.json": BASE,
    });
    expect(readDefinition(file)).toMatchObject({ name: "c", seed: 5, title: "Base" });
  });

  it("replaces lists, and takes a setting out with null", () => {
    const file = files({
      "own.json": {
        extends: "base.json",
        evaluation: { blocks: [3] },
        split: { test: { count: null, share: 0.5 } },
        training: { batch: null },
      },
      "base.json": { ...BASE, evaluation: { blocks: [1, 2] } },
    });
    const { evaluation, split, training } = readDefinition(file);
    expect(evaluation.blocks).toEqual([3]);
    expect(split.test).toEqual({ share: 0.5 });
    expect([training?.epochs, training?.batch]).toEqual([8, 32]);
  });

  it("puts settings on top of all files", () => {
    const file = files({ "own.json": { extends: "base.json", training: { epochs: 2 } }, "base.json": BASE });
    expect(readDefinition(file, ["training.epochs=3", "seed=x"])).toMatchObject({
      seed: "x",
      training: { epochs: 3, batch: 16 },
    });
  });

  it("refuses a circle, a file that extends itself and one that is not there", () => {
    const circle = files({ "a.json": { extends: "b.json" }, "b.json": { extends: "a.json" } });
    expect(refusal(() => readDefinition(circle))).toMatch(/extends too many files, or itself$/);
    const itself = files({ "self.json": { extends: "self.json" } });
    expect(refusal(() => readDefinition(itself))).toMatch(/self\.json: extends too many files, or itself$/);
    const lost = files({ "lost.json": { extends: "nowhere.json" } });
    expect(refusal(() => readDefinition(lost))).toMatch(/nowhere\.json: no experiment can be read/);
  });

  it.each([5, ["base.json"], {}])("refuses %j for a file's name", (base) => {
    const file = files({ "own.json": { extends: base } });
    expect(refusal(() => readDefinition(file))).toBe(`${file}: extends: a file name expected`);
  });

  it("takes __proto__ for an unknown setting in either file, and spoils no prototype", () => {
    const hostile =
      '{"extends": "base.json", "__proto__": {"seed": 5}, "training": {"__proto__": {"epochs": 1}}}';
    expect(refusal(() => readDefinition(files({ "own.json": hostile, "base.json": BASE })))).toMatch(
      /unknown setting "__proto__"/,
    );
    const base = `{"__proto__": {"seed": 5}, ${JSON.stringify(BASE).slice(1)}`;
    const file = files({ "own.json": { extends: "base.json" }, "base.json": base });
    expect(refusal(() => readDefinition(file))).toMatch(/unknown setting "__proto__"/);
    expect(({} as Record<string, unknown>).seed).toBeUndefined();
  });
});

describe("a protocol", () => {
  const own = { extends: "base.json", name: "own", protocol: "last-10-percent" };

  it("takes the place of the split of the file below, and of one set before", () => {
    const file = files({ "own.json": own, "base.json": { ...BASE, development: { test: { count: 3 } } } });
    const { split, development } = readDefinition(file);
    expect(split).toEqual({ by: "blocks", test: { share: 0.1 }, order: "chronological", end: "last" });
    expect(development).toBeUndefined();
    expect(readDefinition(file, ["split.end=first", "protocol=first-session"]).split.by).toBe("sessions");
  });

  it("is changed by settings that are put on top of it", () => {
    const file = files({
      "own.json": own,
      "base.json": BASE,
      "upper.json": { extends: "own.json", split: { end: "first" } },
    });
    const end = { by: "blocks", test: { share: 0.1 }, order: "chronological", end: "first" };
    expect(readDefinition(file, ["split.end=first"]).split).toEqual(end);
    expect(readDefinition(join(folder, "upper.json")).split).toEqual(end);
  });
});

describe("a file that is no definition", () => {
  it.each(["", "{", "{\n\n}\n]", "[]", "null", "5"])("is refused in one line: %j", (text) => {
    const file = files({ "bad.json": text });
    expect(refusal(() => readDefinition(file)).startsWith(`${file}: `)).toBe(true);
  });

  it("is refused where it is a folder", () => {
    expect(refusal(() => readDefinition(folder))).toMatch(/no experiment can be read from it: EISDIR/);
  });
});
