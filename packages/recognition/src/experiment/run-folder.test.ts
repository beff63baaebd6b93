import { fork } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "@wristprint/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { openRunFolder } from "./run-folder.js";

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-run-"));
  out = join(folder, "run");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A run's files: all hold the word, so that a mixture of two runs would be seen. */
function runOf(word: string, models = ["a", "b"]): Map<string, string> {
  const names = [
    "experiment.json",
    "report.html",
    ...models.map((model) => `models/${model}.onnx`),
    "metrics.json",
  ];
  return new Map(
    names.map((name) => [name, name === "metrics.json" ? JSON.stringify({ word, files: names }) : word]),
  );
}

/** The word of the whole run that lies in the folder; undefined without a folder. Anything else throws. */
function wholeRun(place = out): string | undefined {
  if (!existsSync(place)) return undefined;
  const { word, files } = JSON.parse(readFileSync(join(place, "metrics.json"), "utf8"));
  for (const file of files) {
    if (file !== "metrics.json") expect(readFileSync(join(place, file), "utf8")).toBe(word);
  }
  return word;
}

function write(word: string, models?: string[]): void {
  const run = openRunFolder(out, word);
  run.finish(runOf(word, models));
  run.release();
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(RecognitionError);
    expect((error as RecognitionError).code).toBe("run-folder");
    expect((error as RecognitionError).message).not.toContain("\n");
    return (error as RecognitionError).message;
  }
  throw new Error("the folder was taken");
}

describe("a finished run", () => {
  it("is the folder with exactly its files, and nothing beside it", () => {
    write("one");
    expect(readdirSync(folder)).toEqual(["run"]);
    expect(readdirSync(out, { recursive: true }).sort()).toEqual(
      [...runOf("one").keys(), "models"].map((name) => join(name)).sort(),
    );
    expect(wholeRun()).toBe("one");
  });

  it("replaces the one before, of which no file stays", () => {
    write("one", ["a", "b", "c"]);
    write("two", ["d"]);
    expect(wholeRun()).toBe("two");
    expect(readdirSync(join(out, "models"))).toEqual(["d.onnx"]);
    expect(readdirSync(folder)).toEqual(["run"]);
  });

  it("takes the place of an empty folder, and makes the folders above it", () => {
    mkdirSync(out);
    write("one");
    out = join(folder, "deep", "er", "run");
    write("two");
    expect(wholeRun()).toBe("two");
  });

  it("holds bytes as they are", () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256);
    const run = openRunFolder(out, "x");
    run.finish(new Map([["model.onnx", bytes]]));
    run.release();
    expect(new Uint8Array(readFileSync(join(out, "model.onnx")))).toEqual(bytes);
  });
});

describe("a run that is not finished", () => {
  it("leaves the place as it was, and keeps its checkpoints for the next of the same identity", () => {
    const first = openRunFolder(out, "same");
    writeFileSync(join(first.checkpoints, "model"), "epoch 3");
    first.release();
    expect(existsSync(out)).toBe(false);
    const second = openRunFolder(out, "same");
    expect(readFileSync(join(second.checkpoints, "model"), "utf8")).toBe("epoch 3");
    second.release();
  });

  it("drops the checkpoints of another identity", () => {
    const first = openRunFolder(out, "one");
    writeFileSync(join(first.checkpoints, "model"), "epoch 3");
    first.release();
    const second = openRunFolder(out, "two");
    expect(readdirSync(second.checkpoints)).toEqual([]);
    second.release();
  });

  it("holds the folder until it is released", () => {
    const run = openRunFolder(out, "x");
    expect(refusal(() => openRunFolder(out, "x"))).toContain("is writing this run");
    run.release();
    openRunFolder(out, "x").release();
  });

  it("that fails at any step of its last act leaves the old run or the new one, and goes on", () => {
    write("old");
    const steps = new Map(runOf("new"));
    for (const failing of steps.keys()) {
      const run = openRunFolder(out, "new");
      writeFileSync(join(run.checkpoints, "model"), "kept");
      // A name that is a folder already cannot be written: the act stops there.
      const files = new Map(
        [...steps].flatMap(
          ([name, content]) =>
            (name === failing
              ? [
                  ["d/x", ""],
                  ["d", ""],
                ]
              : [[name, content]]) as [string, string][],
        ),
      );
      expect(refusal(() => run.finish(files))).toContain("EISDIR");
      run.release();
      expect(wholeRun()).toBe("old");
      expect(existsSync(join(run.checkpoints, "model"))).toBe(true);
    }
    write("new");
    expect(wholeRun()).toBe("new");
  });

  it("that was killed between taking the old run away and putting the new one there gives the old one back", () => {
    write("old");
    const run = openRunFolder(out, "new");
    run.release();
    mkdirSync(join(`${out}.partial`, "replaced"));
    rmSync(out, { recursive: true });
    for (const [name, content] of runOf("old", []))
      writeFileSync(join(`${out}.partial`, "replaced", name), content);
    openRunFolder(out, "new").release();
    expect(wholeRun()).toBe("old");
    write("new");
    expect(wholeRun()).toBe("new");
    expect(readdirSync(folder)).toEqual(["run"]);
  });
});

describe("what no run wrote", () => {
  const cases: [string, () => void, string][] = [
    ["a file", () => writeFileSync(out, "mine"), "a folder expected, a file is there"],
    [
      "a folder of something else",
      () => {
        mkdirSync(out);
        writeFileSync(join(out, "thesis.tex"), "mine");
      },
      'a new folder, an empty one or a run\'s is needed, there is "thesis.tex" in it',
    ],
    [
      "a run with a file beside its own",
      () => {
        write("one");
        writeFileSync(join(out, "notes.txt"), "mine");
      },
      'there is "notes.txt" in it',
    ],
    [
      "a folder that only looks like a run",
      () => {
        mkdirSync(out);
        writeFileSync(join(out, "experiment.json"), "{}");
        writeFileSync(join(out, "metrics.json"), '{"auc": 1}');
      },
      "a run's is needed",
    ],
    [
      "a folder in the working folder's place",
      () => {
        mkdirSync(`${out}.partial`);
        writeFileSync(join(`${out}.partial`, "novel.txt"), "mine");
      },
      'the run\'s working folder would be there, but it holds "novel.txt"',
    ],
    [
      "a file in the working folder's place",
      () => writeFileSync(`${out}.partial`, "mine"),
      "run.partial: a folder expected, a file is there",
    ],
    [
      "a file where a folder above should be",
      () => {
        writeFileSync(out, "mine");
        out = join(out, "run");
      },
      "a folder expected, a file is there",
    ],
  ];

  it.each(cases)("is refused and left as it is: %s", (_, prepare, message) => {
    prepare();
    const before = readdirSync(folder, { recursive: true });
    expect(refusal(() => openRunFolder(out, "x"))).toContain(message);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  it("is left as it is when it comes while the run trains", () => {
    const run = openRunFolder(out, "x");
    mkdirSync(out);
    writeFileSync(join(out, "notes.txt"), "mine");
    expect(refusal(() => run.finish(runOf("x")))).toContain('there is "notes.txt" in it');
    run.release();
    expect(readFileSync(join(out, "notes.txt"), "utf8")).toBe("mine");
  });
});

it("is whole, old or absent whenever the process is killed", async () => {
  const random = createRandom("kills");
  const script = fileURLToPath(new URL("../testing/write-runs.mjs", import.meta.url));
  const seen = new Set<string | undefined>();
  for (let round = 0; round < 12; round++) {
    const child = fork(script, [out], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    await new Promise<void>((resolve, reject) => {
      child.once("message", () => setTimeout(() => child.kill("SIGKILL"), 1 + random.uniform() * 25));
      child.once("exit", (code) => (code === null ? resolve() : reject(new Error(`ended with ${code}`))));
    });
    // Right after the kill there is a whole run, or none; what opens next puts back what was taken away.
    const left = wholeRun();
    const run = openRunFolder(out, "next");
    run.release();
    const recovered = wholeRun();
    if (left !== undefined) expect(recovered).toBe(left);
    if (seen.size > 0) expect(recovered).toBeDefined();
    seen.add(recovered);
  }
  expect(seen.size).toBeGreaterThan(2);
  write("last");
  expect(wholeRun()).toBe("last");
  expect(readdirSync(folder)).toEqual(["run"]);
});
