import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { findExperiment, listExperiments } from "./experiment-files.js";
import { temporaryFolder } from "./testing/small-data.js";

const folder = temporaryFolder();
const here = join(folder.path, "here");
const root = join(folder.path, "root");
afterAll(folder.remove);

for (const [base, names] of [
  [here, ["mine", "both"]],
  [root, ["theirs", "both"]],
] as const) {
  mkdirSync(join(base, "experiments"), { recursive: true });
  for (const name of names) writeFileSync(join(base, "experiments", `${name}.json`), "{}");
}
writeFileSync(join(here, "own.json"), "{}");

it("finds a file by its path, and a name here before it looks in the repository", () => {
  expect(findExperiment("own.json", here, root)).toBe("own.json");
  expect(findExperiment("both", here, root)).toBe(join(here, "experiments", "both.json"));
  expect(findExperiment("theirs", here, root)).toBe(join(root, "experiments", "theirs.json"));
});

it("lists each name once", () => {
  expect(listExperiments(here, root).map(({ name }) => name)).toEqual(["both", "mine", "theirs"]);
});

it("names what it knows where it finds nothing", () => {
  expect(() => findExperiment("nothing", here, root)).toThrow(
    "nothing: an experiment's file or name expected; known names: both, mine, theirs",
  );
});
