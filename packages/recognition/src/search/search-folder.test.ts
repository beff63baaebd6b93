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
import { afterAll, expect, it } from "vitest";
import { openSearchFolder, readSearchFolder } from "./search-folder.js";
import { sampleSearch } from "./testing/sample-search.js";
import type { TrialResult } from "./trial-result.js";

const base = mkdtempSync(join(tmpdir(), "wristprint-search-"));
afterAll(() => rmSync(base, { recursive: true }));
let places = 0;
const newPlace = () => join(base, `place${++places}`);
const search = sampleSearch();
const result = (trial: number, value = 0.5): TrialResult => ({
  trial,
  value,
  settings: { seed: 1 },
  seconds: 2,
});

it("keeps the first result of a trial, and drops what lay there for its run", () => {
  const path = newPlace();
  const folder = openSearchFolder(path, { search, data: "d" });
  expect(folder.claim(2)).toBe(true);
  mkdirSync(`${folder.runFolder(2)}.partial`);
  folder.keep(result(2));
  folder.keep(result(2, 0.9));
  folder.keep(result(1));
  expect(folder.results(9)).toEqual([result(1), result(2)]);
  expect(folder.results(1)).toEqual([result(1)]);
  expect([folder.result(2), folder.result(3)]).toEqual([result(2), undefined]);
  expect(readdirSync(join(path, "work"))).toEqual([]);
  expect(readdirSync(join(path, "claims"))).toEqual([]);
  expect([folder.claim(2), folder.isUnderWay(2)]).toEqual([false, false]);
});

it("gives a trial to one process, and to the next when that has ended, whatever bears its number", () => {
  const path = newPlace();
  const folder = openSearchFolder(path, { search, data: "d" });
  expect([folder.claim(1), folder.claim(1), folder.claim(2)]).toEqual([true, false, true]);
  expect(folder.isUnderWay(1)).toBe(true);
  // As if this process had begun at another time: its number was another's then.
  const claim = join(path, "claims", "0001.0");
  writeFileSync(claim, readFileSync(claim, "utf8").replace(/\d+$/, "1"));
  const others = join(`${folder.runFolder(1)}.partial`, "lock");
  mkdirSync(join(others, ".."));
  writeFileSync(others, `${process.pid} 1`);
  if (process.platform !== "linux") return;
  expect(folder.isUnderWay(1)).toBe(false);
  expect([folder.claim(1), folder.claim(1)]).toEqual([true, false]);
  expect(existsSync(others)).toBe(false);
  expect(readdirSync(join(path, "claims")).sort()).toEqual(["0001.0", "0001.1", "0002.0"]);
});

it("gives a dead process's trial to one of many that ask at once", async () => {
  const path = newPlace();
  const folder = openSearchFolder(path, { search, data: "d" });
  // No process has this number: it is above what Linux and others give.
  for (let trial = 1; trial <= 30; trial++) {
    writeFileSync(join(path, "claims", `00${String(trial).padStart(2, "0")}.0`), "99999999 x");
  }
  const script = join(base, "claim.mjs");
  // The folder's own code, as it is built; every process stays alive until all have asked.
  const built = new URL("../../dist/search/claim-trial.js", import.meta.url).href;
  writeFileSync(
    script,
    `import { claimTrial } from ${JSON.stringify(built)};
     process.on("message", (claims) => {
       const won = [];
       for (let trial = 1; trial <= 30; trial++) {
         if (claimTrial(claims, String(trial).padStart(4, "0"))) won.push(trial);
       }
       process.send(won);
     });
     process.send("ready");`,
  );
  const children = Array.from({ length: 4 }, () => fork(script, { execArgv: [] }));
  const heard = (child: (typeof children)[number]) =>
    new Promise<unknown>((resolve) => child.once("message", resolve));
  await Promise.all(children.map(heard));
  const won = Promise.all(children.map(heard)) as Promise<number[][]>;
  for (const child of children) child.send(join(path, "claims"));
  expect((await won).flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(folder.isUnderWay(1)).toBe(true);
  for (const child of children) child.kill("SIGKILL");
});

it("opens again for the same search and data, longer or not, and for nothing else", () => {
  const path = newPlace();
  const options = { seed: { uniform: [0, 1] } };
  const of = (trials: number, changes: object = {}) =>
    sampleSearch({ options, method: { kind: "random", trials }, ...changes });
  openSearchFolder(path, { search: of(3), data: "d" }).keep(result(1));
  const grown = openSearchFolder(path, { search: of(5, { title: "Another title" }), data: "d" });
  expect(grown.results(5)).toEqual([result(1)]);
  expect(readSearchFolder(path).search).toEqual(of(5, { title: "Another title" }));
  const refused = (changes: object, data: string) => () =>
    openSearchFolder(path, { search: of(5, changes), data });
  expect(refused({}, "e")).toThrow(/place\d+: a search on other data is there; results would mix/);
  expect(refused({ seed: 2 }, "d")).toThrow(/the same search with other settings/);
  expect(refused({ metric: "auc" }, "d")).toThrow(/the same search with other settings/);
  expect(refused({ name: "other" }, "d")).toThrow(/the search sample is there/);
});

it("leaves folders alone that are none of a search's", () => {
  const path = newPlace();
  mkdirSync(path);
  writeFileSync(join(path, "thesis.txt"), "years of work");
  expect(() => openSearchFolder(path, { search, data: "d" })).toThrow(/there is "thesis.txt" in it/);
  expect(readdirSync(path)).toEqual(["thesis.txt"]);
  expect(() => readSearchFolder(path)).toThrow(/a search's folder expected/);
  expect(() => openSearchFolder(join(path, "thesis.txt"), { search, data: "d" })).toThrow(/a file is there/);
  writeFileSync(join(path, "search.json"), "{}");
  expect(() => readSearchFolder(path)).toThrow(/its search.json is none/);
});
