import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeDemonstration } from "@wristprint/datasets";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { runHere } from "../testing/run-here.js";
import { jsonOf, runWristprint } from "../testing/run-wristprint.js";
import { writeSmallSearch } from "../testing/search-under-fire.js";
import { temporaryFolder, writeSmallData } from "../testing/small-data.js";

interface SearchDocument {
  readonly trials: number;
  readonly finished: number;
  readonly failed: number;
  readonly best: { readonly trial: number; readonly value: number; readonly settings: object };
  readonly results: readonly { readonly trial: number; readonly value: number }[];
  readonly files: readonly string[];
  readonly warnings: readonly string[];
}

const folder = temporaryFolder();
const place = (name: string) => join(folder.path, name);
const running = ["search", "run", place("s.json"), "--data", place("data"), "--out", place("out")] as const;
const env = { DATABASE_URL: "" };
let document: SearchDocument;

beforeAll(async () => {
  await writeSmallData(place("data"));
  await writeDemonstration(place("other"), {
    subjects: 3,
    trainingSessions: 2,
    trainingEvents: 2000,
    seed: 6,
  });
  writeSmallSearch(place("s.json"), "s", 1);
  document = await jsonOf<SearchDocument>([...running, "--workers", "2"], { env });
});
afterAll(folder.remove);
beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "");
  return () => vi.unstubAllEnvs();
});

const type = (...words: string[]) => runHere(folder.path, words);

it("ranks its trials and writes the best as an experiment to report on", async () => {
  expect(document).toMatchObject({ trials: 3, finished: 3, failed: 0, warnings: [] });
  expect(document.files).toEqual(["results.csv", "results.json", "best.json", "options.svg"]);
  const values = document.results.map(({ value }) => value);
  expect(values).toEqual([...values].sort((a, b) => b - a));
  expect(document.best.value).toBe(values[0]);
  const best = JSON.parse(readFileSync(place("out/best.json"), "utf8"));
  expect(best).toMatchObject({ name: "s-best", split: { test: { count: 6 } } });
  expect(best).not.toHaveProperty("development");
  expect(readdirSync(place("out/work"))).toEqual([]);
});

it("repeats nothing when it is given again", async () => {
  const { code, stdout, stderr } = await runWristprint([...running, "--json"], { env });
  expect(code, stderr).toBe(0);
  expect(stderr).not.toContain("begins");
  expect(JSON.parse(stdout)).toMatchObject({ results: document.results, best: document.best });
});

it("tells how it stands", async () => {
  const { code, stdout } = await type("search", "status", place("out"), "--json");
  expect(code).toBe(0);
  const { trials, finished, best, results } = document;
  expect(JSON.parse(stdout)).toMatchObject({ trials, finished, best, results, underWay: [] });
  expect((await type("search", "status", place("out"))).stdout).toMatch(/^s: 3 of 3 trials finished\n/);
});

it("has nothing left for a worker that comes late", async () => {
  const { code, stdout } = await type(
    "search",
    "worker",
    place("out"),
    "--data",
    place("data"),
    "--format",
    "balabit",
    "--json",
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ name: "s", trials: 3, finishedHere: [] });
});

it.each([
  [
    "other data",
    ["search", "worker", place("out"), "--data", place("other")],
    /s: the search's own data expected/,
  ],
  [
    "other data in its folder",
    running.map((word) => (word === place("data") ? place("other") : word)),
    /out: a search on other data is there/,
  ],
  ["another seed in its folder", [...running, "--seed", "2"], /out: the same search with other settings/],
  ["a folder that is no search's", ["search", "status", place("data")], /data: a search's folder expected/],
  ["a name without a database", ["search", "worker", "mine", "--data", place("data")], /DATABASE_URL/],
  [
    "a search that is not there",
    ["search", "run", "nothing", "--data", place("data")],
    /a name in experiments\/searches/,
  ],
  [
    "a file that is no search",
    ["search", "run", place("out/best.json"), "--data", place("data")],
    /best\.json: /,
  ],
])("refuses %s in one line, with code 2", async (_, words, reason) => {
  const { code, stdout, stderr } = await type(...words, "--quiet");
  expect(stderr).toMatch(reason);
  expect(stderr).toMatch(/^wristprint: [^\n]+\n$/);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});
