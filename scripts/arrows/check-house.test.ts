import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkHouse } from "./check-house.mjs";
import { readHouse } from "./read-house.mjs";
import { table } from "./table.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "arrows-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | object): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

function room(name: string, { takes = [] as string[], packages = [] as string[] } = {}): void {
  const declared = [...takes.map((other) => `@wristprint/${other}`), ...packages];
  write(`packages/${name}/package.json`, {
    name: `@wristprint/${name}`,
    dependencies: Object.fromEntries(declared.map((dependency) => [dependency, "1"])),
  });
  write(`packages/${name}/tsconfig.json`, { references: takes.map((other) => ({ path: `../${other}` })) });
  write(`packages/${name}/src/index.ts`, "export const door = 1;\n");
}

/** A house of five rooms in which all arrows hold. */
function houseInOrder(): void {
  room("core");
  room("capture", { takes: ["core"] });
  room("neural", { packages: ["onnxruntime-node"] });
  room("datasets", { takes: ["core"] });
  room("recognition", { takes: ["core", "datasets", "neural"] });
  const built = ["core", "capture", "neural", "datasets", "recognition"];
  write("tsconfig.json", { references: built.map((name) => ({ path: `packages/${name}` })) });
}

function breaches(): string[] {
  return checkHouse(readHouse(root), table);
}

describe("checkHouse", () => {
  beforeEach(houseInOrder);

  it("is content with arrows that go down through doors and are declared", () => {
    write("packages/recognition/src/a.ts", 'import { door } from "@wristprint/neural";\nimport "node:fs";\n');
    write("packages/neural/src/a.ts", 'import ort from "onnxruntime-node";\nimport "./index.js";\n');
    write("packages/capture/src/a.ts", 'import type { Trace } from "@wristprint/core";\n');
    write("packages/core/src/a.test.ts", 'import "vitest";\nimport "fast-check";\nimport "node:fs";\n');
    write("packages/neural/src/testing/a.ts", 'import { door } from "@wristprint/core";\n');
    expect(breaches()).toEqual([]);
  });

  it.each([
    ["datasets", 'import "@wristprint/core/src/trace.js";', "only through its door"],
    ["datasets", 'import "../../core/src/index.js";', "leaves the room"],
    ["datasets", 'import "@wristprint/nowhere";', "no such room"],
    ["datasets", 'import "@wristprint/recognition";', "no arrow from datasets to recognition"],
    ["neural", 'import "@wristprint/core";', "no arrow from neural to core"],
    ["capture", 'import { a } from "@wristprint/core";', "takes only types from core"],
    ["capture", 'import "node:fs";', "runs in a browser"],
    ["core", 'import "node:fs";', "runs in a browser"],
    ["datasets", 'import "fs";', "write node:fs"],
    ["core", 'import "@wristprint/core";', "import each other by path"],
    ["core", 'import "vitest";', "not declared in packages/core/package.json"],
    ["neural", 'import "@bufbuild/protobuf/wire";', "not declared in packages/neural/package.json"],
    ["core", 'import "./testing/b.js";', "takes nothing from tests"],
  ])("names file, line and rule where %s has %s", (name, statement, rule) => {
    write(`packages/${name}/src/a.ts`, `\n${statement}\n`);
    const found = breaches();
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`packages/${name}/src/a.ts:2: imports "`);
    expect(found[0]).toContain(rule);
  });

  it("wants an arrow declared in package.json and in tsconfig.json", () => {
    write("packages/datasets/package.json", { name: "@wristprint/datasets" });
    write("packages/datasets/src/a.ts", 'import "@wristprint/core";\n');
    expect(breaches()).toEqual([
      'packages/datasets/src/a.ts:1: imports "@wristprint/core": not declared in packages/datasets/package.json',
    ]);
    room("datasets", { takes: ["core"] });
    write("packages/datasets/tsconfig.json", {});
    expect(breaches()).toEqual([
      'packages/datasets/src/a.ts:1: imports "@wristprint/core": packages/datasets/tsconfig.json has no reference to packages/core',
    ]);
  });

  it("refuses a declared arrow that points up even where nothing uses it", () => {
    room("core", { takes: ["recognition"] });
    expect(breaches()).toEqual([
      'packages/core/package.json: declares "@wristprint/recognition": no arrow from core to recognition',
      'packages/core/tsconfig.json: declares "@wristprint/recognition": no arrow from core to recognition',
    ]);
  });

  it("refuses a room that the table or the build does not know", () => {
    room("attic");
    expect(breaches()).toEqual(["packages/attic: not in the table of arrows (scripts/arrows/table.mjs)"]);
    rmSync(join(root, "packages/attic"), { recursive: true });
    room("trees");
    expect(breaches()).toEqual([
      "tsconfig.json: does not reference packages/trees, so tsc -b never builds it",
    ]);
  });

  it("refuses circles between the files of a room, types included", () => {
    write("packages/core/src/a.ts", 'import type { B } from "./b.js";\n');
    write("packages/core/src/b.ts", 'export * from "./a.js";\n');
    expect(breaches()).toEqual([
      "packages/core/src/a.ts: imports go in a circle: packages/core/src/a.ts → packages/core/src/b.ts → packages/core/src/a.ts",
    ]);
  });
});
