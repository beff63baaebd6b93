import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksOf } from "../experiment/blocks-of.js";
import { runExperiment } from "../experiment/run-experiment.js";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { loadAccountRecogniser } from "./load-recogniser.js";

const TRACES = sampleTraces({ subjects: 3, sessions: 2, events: 400 });
/** Whole sessions are the test, so that a test session's blocks are what anybody cuts of it. */
const SETTINGS = ['split={"by":"sessions","test":{"count":1}}', "training.epochs=1", "evaluation.blocks=[1]"];

let folder: string;
const place = (...names: string[]) => join(folder, ...names);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-recogniser-"));
  for (const task of ["identification", "authentication"]) {
    await runExperiment({
      traces: TRACES,
      definition: sampleDefinition(...SETTINGS, `task=${task}`),
      out: place(task),
      format: "demonstration",
      workers: 1,
      clock: () => 0,
    });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** scores.csv's rows of one session, and its blocks. */
function testSession(task: string) {
  const [head = "", ...lines] = readFileSync(place(task, "scores.csv"), "utf8").trimEnd().split("\r\n");
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(",").map((field, i) => [head.split(",")[i], field])),
  );
  const { session } = rows[0] as Record<string, string>;
  return {
    rows: rows.filter((row) => row.session === session),
    trace: TRACES.filter((one) => one.session === session),
  };
}

const logOdds = (p: number, rest = 1 - p) => Math.log(p) - Math.log(rest);

it("gives a run's test session the scores that the run gave it", async () => {
  const recogniser = await loadAccountRecogniser(place("identification"));
  expect(recogniser).toMatchObject({ task: "identification", accounts: ["user1", "user2", "user3"] });
  const { rows, trace } = testSession("identification");
  const found = await recogniser.logOdds(blocksOf(trace, recogniser.preprocessing), [2, 0]);
  expect(rows.length).toBeGreaterThan(3);
  for (const [at, account] of [
    [0, "user3"],
    [1, "user1"],
  ] as const) {
    expect(found[at]).toHaveLength(rows.length);
    rows.forEach((row, block) => {
      expect(found[at]?.[block]).toBeCloseTo(logOdds(Number(row[account])), 3);
    });
  }
  await recogniser.release();
});

it("has the models of a run of authentication ranked as the run ranked them, in one folder or alone", async () => {
  const recogniser = await loadAccountRecogniser(place("authentication"));
  expect(recogniser).toMatchObject({ task: "authentication", accounts: ["user1", "user2", "user3"] });
  const { rows, trace } = testSession("authentication");
  const blocks = blocksOf(trace, recogniser.preprocessing);
  const [found] = await recogniser.logOdds(blocks, [1]);
  const scores = rows.filter(({ model }) => model === "user2").map(({ score }) => Number(score));
  expect(found).toHaveLength(scores.length);
  // Two sigmoids are no probabilities that add up to 1, but nearly so.
  scores.forEach((score, block) => {
    if (Math.abs(score - 0.5) > 0.1) expect(Math.sign(found?.[block] as number)).toBe(Math.sign(score - 0.5));
  });
  const alone = await loadAccountRecogniser(place("authentication", "models", "user2.onnx"));
  expect(alone.accounts).toEqual(["user2"]);
  expect(await alone.logOdds(blocks, [0])).toEqual([found]);
  await recogniser.release();
  await alone.release();
});

describe("is refused by its file's name", () => {
  const changed = (task: string, file: string, change: object) => {
    cpSync(place(task), place("changed"), { recursive: true, force: true });
    const path = place("changed", file);
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...change }));
    return place("changed");
  };
  it.each<[string, () => string, RegExp]>([
    [
      "a folder of nothing",
      () => place("nothing"),
      /nothing: a model's folder, \.onnx or \.json file expected/,
    ],
    [
      "an encoder",
      () => fileURLToPath(new URL("../../../../models/encoder", import.meta.url)),
      /encoder\/model\.json: task: a model of identification or authentication expected/,
    ],
    [
      "a model of movements between pauses",
      () =>
        changed("identification", "model.json", {
          preprocessing: { signal: "window", windows: {}, scaling: { kind: "none", scope: "data" } },
        }),
      /model\.json: preprocessing: blocks expected/,
    ],
    [
      "a one-class model",
      () => changed("authentication", "models/user1.json", { network: undefined }),
      /user1\.json: network: a network's layers expected: one-class models are not/,
    ],
    [
      "a network of other blocks than its card says",
      () =>
        changed("identification", "model.json", { preprocessing: { signal: "logVelocity", blockSize: 16 } }),
      /model\.json: network\.input: blocks of 16 × 2 expected/,
    ],
    [
      "models of two runs",
      () =>
        changed("authentication", "models/user2.json", {
          preprocessing: { signal: "displacement", blockSize: 32 },
        }),
      /user2\.json: a model of authentication on the blocks of .*user1\.json expected/,
    ],
  ])("for %s", async (_, path, message) => {
    await expect(loadAccountRecogniser(path())).rejects.toMatchObject({
      code: "bad-model",
      message: expect.stringMatching(message),
    });
    rmSync(place("changed"), { recursive: true, force: true });
  });
});
