import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeDemonstration } from "@wristprint/datasets";
import type { OpenSetResult, VerificationResult } from "@wristprint/recognition";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../testing/run-here.js";
import { expectRefusal, jsonOf, runWristprint } from "../testing/run-wristprint.js";
import { temporaryFolder } from "../testing/small-data.js";

const folder = temporaryFolder();
const place = (...names: string[]) => join(folder.path, ...names);
const data = ["--data", place("data"), "--format", "balabit"];
const sessions = ["--enrol", "*0", "--probe", "*1"];
const training = (out: string, ...words: string[]) =>
  ["encoder", "train", place("tiny.json"), ...data, "--out", place(out), ...words] as const;
const measuring = (model: string, ...words: string[]) =>
  ["evaluate", "verification", "--model", place(model), ...data, ...sessions, ...words] as const;

let trained: { readonly files: readonly string[]; readonly metrics: VerificationResult };
beforeAll(async () => {
  await writeDemonstration(place("data"), {
    subjects: 9,
    trainingSessions: 2,
    testSessions: 0,
    trainingEvents: 700,
    individuality: 2,
  });
  const definition = {
    name: "tiny",
    version: "1",
    title: "Made-up people",
    task: "encoder",
    data: { format: "balabit", development: ["user1..user6"], evaluation: ["user7..user9"] },
    enrol: "*0",
    probe: "*1",
    preprocessing: { blockSize: 32, trainingStride: 16, thinning: null },
    training: { epochs: 1, validationShare: 0, keepBest: "none", margin: 2 },
    comparison: { folds: 2, nearest: 3, referenceBlocks: [3], probeBlocks: [1, 3], looks: 6 },
  };
  writeFileSync(place("tiny.json"), JSON.stringify(definition));
  trained = await jsonOf(training("tiny", "--seed", "3"));
});
afterAll(folder.remove);

describe("encoder train", () => {
  it("writes an encoder whose card says how it was made and how good it is", () => {
    for (const file of trained.files) expect(existsSync(place("tiny", file)), file).toBe(true);
    expect(existsSync(place("tiny.partial"))).toBe(false);
    const card = JSON.parse(readFileSync(place("tiny", "model.json"), "utf8"));
    expect(card).toMatchObject({ task: "encoder", seed: 3, metrics: { subjects: 3 } });
    expect(card.command).toMatch(/^wristprint encoder train .*tiny\.json .*--seed 3/);
  });
});

describe("evaluate verification", () => {
  it("gives what training said of the same people", async () => {
    const words = ["--subject", "user7..user9", "--blocks", "1,2"];
    const result = await jsonOf<VerificationResult>(measuring("tiny", ...words));
    for (const [index, figures] of result.byBlocks.entries()) {
      const { aucInterval: _, ...expected } = trained.metrics.byBlocks[
        index
      ] as (typeof result.byBlocks)[number];
      expect(figures).toMatchObject(expected);
    }
    expect(result.byBlocks[0]).toMatchObject({
      blocks: 1,
      auc: expect.any(Number),
      eer: expect.any(Number),
      fnmrAtFmr1: expect.any(Number),
      gini: expect.any(Number),
      comparisons: { mated: expect.any(Number), nonMated: expect.any(Number) },
    });
  });

  it("tells it in words, of everybody where nobody is named", async () => {
    const { code, stdout } = await runWristprint(measuring("tiny"));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^9 people enrolled with 11 to 14 blocks, 9 sessions to probe/);
    expect(stdout).toContain("Sequential test at FMR 0.01");
  });
});

describe("evaluate identification", () => {
  const searching = (...words: string[]) =>
    runHere(folder.path, [
      "evaluate",
      "identification",
      "--model",
      place("tiny"),
      ...data,
      ...sessions,
      ...words,
    ]);

  it("enrols some people and has strangers come, the same ones by the same seed", async () => {
    const words = ["--blocks", "1,2", "--divisions", "4", "--seed", "5", "--plot", place("open-set.svg")];
    const { stdout } = await searching(...words, "--json");
    const result: OpenSetResult = JSON.parse(stdout);
    expect(result).toMatchObject({ people: { enrolled: 5, development: 2, test: 2 }, divisions: 4 });
    expect(result.byBlocks.map(({ blocks }) => blocks)).toEqual([1, 2]);
    for (const { at, rankOne } of result.byBlocks) {
      expect(at.map(({ target }) => target)).toEqual([0.01, 0.05]);
      for (const { dir } of at) expect(dir.mean).toBeLessThanOrEqual(rankOne.mean);
    }
    expect(readFileSync(place("open-set.svg"), "utf8")).toContain("known people found (DIR)");
    expect((await searching(...words, "--json")).stdout).toBe(stdout);
    expect((await searching("--divisions", "2")).stdout).toMatch(
      /^5 people enrolled, 2 strangers to choose thresholds by, 2 for the test; mean of 2/,
    );
  });

  it.each<[string, readonly string[], RegExp]>([
    ["two people", ["--subject", "user7..user8"], /at least three people are needed/],
    ["a rate that is none", ["--fpir", "0.01,1"], /--fpir: a number between 0 and 1 expected/],
  ])("refuses %s in one line", async (_, words, reason) => {
    expectRefusal(await searching(...words), reason);
  });
});

describe.concurrent("one line and code 2", () => {
  mkdirSync(place("precious"));
  writeFileSync(place("precious", "thesis.txt"), "years of work");
  writeFileSync(place("odd.json"), JSON.stringify({ task: "encoder", name: "odd" }));
  it.each<[string, readonly string[], RegExp]>([
    ["a folder that is no encoder", measuring("data"), /model\.json: a file of an encoder expected/],
    [
      "a glob of nothing",
      [...measuring("tiny"), "--probe", "*min"],
      /"\*min" names no session; .*user1\/session_/,
    ],
    [
      "a session on both sides",
      [...measuring("tiny"), "--probe", "*"],
      /is to enrol and to probe: one of both/,
    ],
    ["one person alone", measuring("tiny", "--subject", "user7"), /some of one person and some of two/],
    [
      "blocks of none",
      measuring("tiny", "--blocks", "1,0"),
      /--blocks: a whole number of at least 1 expected, got "0"/,
    ],
    ["a rate that is none", measuring("tiny", "--fmr", "2"), /--fmr: a number between 0 and 1 expected/],
    [
      "a definition that is not there",
      ["encoder", "train", "nothing", ...data, "--out", place("o")],
      /nothing: an encoder/,
    ],
    [
      "a definition without a version",
      ["encoder", "train", place("odd.json"), ...data, "--out", place("o")],
      /odd\.json: version/,
    ],
    ["an out folder of something else", training("precious"), /precious: .* it holds thesis\.txt/],
    [
      "people who are not there",
      training("o", "--set", 'data.evaluation=["nobody"]'),
      /no session of nobody/,
    ],
  ])("for %s", async (_, words, reason) => {
    expectRefusal(await runWristprint(words), reason);
  });
});
