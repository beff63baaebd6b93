import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareBlocks } from "../experiment/prepare-blocks.js";
import { readDefinition } from "../experiment/read-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { listTrials, type Trial } from "./list-trials.js";
import { runTrial } from "./run-trial.js";
import { writeSearchFiles } from "./search-files.js";
import { openSearchFolder, type SearchFolder } from "./search-folder.js";
import { sampleSearch } from "./testing/sample-search.js";
import { trialDefinition } from "./trial-definition.js";
import { folderQueue } from "./trial-queue.js";
import type { TrialResult } from "./trial-result.js";
import { workThrough } from "./work-through.js";

const base = mkdtempSync(join(tmpdir(), "wristprint-search-"));
afterAll(() => rmSync(base, { recursive: true }));
const traces = sampleTraces();
// No network takes blocks of five.
const search = sampleSearch({
  options: { "training.epochs": [1, 2], "preprocessing.blockSize": [32, 5] },
});
const trials = listTrials(search);
const wait = () => Promise.reject(new Error("nobody else works at it"));
let folder: SearchFolder;
let results: TrialResult[];

beforeAll(async () => {
  folder = openSearchFolder(join(base, "search"), { search, data: "d" });
  const queue = folderQueue({ trials, folder, wait });
  await workThrough({ search, queue, folder, traces, format: "balabit" });
  results = folder.results(trials.length);
});

describe("a worker", () => {
  it("finishes every trial, with figures or with why there are none", () => {
    expect(results.map(({ trial }) => trial)).toEqual([1, 2, 3, 4]);
    expect(results.map(({ settings }) => settings)).toEqual(trials.map(({ settings }) => settings));
    for (const { value, metrics, failure, settings } of results) {
      if (settings["preprocessing.blockSize"] === 5) {
        expect([value, metrics]).toEqual([null, undefined]);
        expect(failure).toMatch(/^[^\n]*blocks of 5[^\n]*$/);
      } else {
        expect(metrics?.accuracy).toMatchObject({ value });
        expect(failure).toBeUndefined();
      }
    }
  });

  it("measures on development blocks: test events bear on no trial's figures", async () => {
    const definition = trialDefinition(search, trials[0] as Trial);
    const { development: _, ...reported } = definition;
    const perUser = (of: typeof definition) =>
      prepareBlocks(traces, of).users.map(({ test }) => [...test.data].join());
    expect(perUser(definition)).not.toEqual(perUser(reported as typeof definition));
    // The first four blocks of 32 differences of every user are the test: their first 100 events are in it.
    const changed = traces.map((trace, index) => {
      const isFirst = traces.findIndex(({ subject }) => subject === trace.subject) === index;
      return isFirst ? { ...trace, x: trace.x.map((x, i) => (i < 60 ? x / 3 : x)) } : trace;
    });
    const out = join(base, "changed");
    const { seconds: _seconds, ...figures } = await runTrial({
      search,
      trial: trials[0] as Trial,
      traces: changed,
      format: "balabit",
      out,
    });
    expect(results[0]).toMatchObject(figures);
  });

  it("takes up a run that was finished, and not kept, without doing it again", async () => {
    const run = { search, trial: trials[0] as Trial, traces, format: "balabit", out: join(base, "again") };
    const once = await runTrial(run);
    const twice = await runTrial({
      ...run,
      onProgress: () => {
        throw new Error("it trains again");
      },
    });
    expect(twice).toEqual(once);
  });

  it("ends, and keeps nothing, where its trial may be another's by now", async () => {
    const place = openSearchFolder(join(base, "lost"), { search, data: "d" });
    const lost = AbortSignal.abort(new Error("the connection is gone"));
    const finish = () => Promise.reject(new Error("it kept it"));
    const queue = { take: async () => ({ trial: trials[0] as Trial, lost, finish }) };
    const working = workThrough({ search, queue, folder: place, traces, format: "balabit" });
    await expect(working).rejects.toThrow("the connection is gone");
    expect(place.results(9)).toEqual([]);
    expect(existsSync(join(`${place.runFolder(1)}.partial`, "checkpoints"))).toBe(true);
  });

  it("throws what is not the trial's fault", async () => {
    const out = join(base, "file", "below");
    const run = { search, trial: trials[0] as Trial, traces, format: "balabit" };
    writeFileSync(join(base, "file"), "");
    await expect(runTrial({ ...run, out })).rejects.toThrow("ENOTDIR");
    const elsewhere = listTrials(
      sampleSearch({ options: { initial: [{ from: join(base, "elsewhere") }] } }),
    )[0];
    const borrowed = { ...run, trial: elsewhere as Trial, out: join(base, "borrowed") };
    await expect(runTrial(borrowed)).rejects.toMatchObject({ code: "bad-model" });
    const nowhere = { ...run, out: join(base, "nowhere"), device: "abacus" };
    await expect(runTrial(nowhere)).rejects.toMatchObject({ cause: { code: "provider" } });
  });
});

describe("the files of a search", () => {
  it("rank the trials, and hold the best as an experiment to report on", async () => {
    const files = await writeSearchFiles(folder.path, search, results);
    expect(files).toEqual(["results.csv", "results.json", "best.json", "options.svg"]);
    const rows = readFileSync(join(folder.path, "results.csv"), "utf8").split("\r\n");
    expect(rows[0]).toBe("trial,accuracy,training.epochs,preprocessing.blockSize,seconds,failure");
    expect(rows).toHaveLength(6);
    const { results: ranked } = JSON.parse(readFileSync(join(folder.path, "results.json"), "utf8"));
    const [best] = ranked as TrialResult[];
    expect(best?.value).toBe(Math.max(...results.map(({ value }) => value ?? 0)));
    const definition = readDefinition(join(folder.path, "best.json"));
    expect(definition).toMatchObject({
      name: "sample-best",
      training: { epochs: best?.settings["training.epochs"] },
      split: { by: "blocks", test: { count: 4 } },
    });
    expect(definition.development).toBeUndefined();
  });

  it("are there before any trial has figures too, but for the best", async () => {
    const failed = results.filter(({ value }) => value === null);
    for (const few of [[], failed]) {
      const path = join(base, `few${few.length}`);
      openSearchFolder(path, { search, data: "d" });
      expect(await writeSearchFiles(path, search, few)).toEqual(["results.csv", "results.json"]);
    }
  });
});
