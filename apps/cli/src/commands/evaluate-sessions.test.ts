import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SessionsResult } from "@wristprint/recognition";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../testing/run-here.js";
import { temporaryFolder } from "../testing/small-data.js";
import { writeUntaughtModel } from "../testing/untaught-model.js";

const folder = temporaryFolder();
const place = (...names: string[]) => join(folder.path, ...names);
afterAll(folder.remove);

beforeAll(async () => {
  await writeUntaughtModel(
    folder.path,
    { subjects: 3, trainingSessions: 1, trainingEvents: 200, testSessions: 4, testEvents: 150 },
    "sessions",
  );
});

const type = (...words: string[]) =>
  runHere(folder.path, ["evaluate", "sessions", "--model", "model", "--data", place("data"), ...words]);
const evaluate = async (...words: string[]): Promise<SessionsResult> => {
  const { code, stdout, stderr } = await type("--format", "balabit", ...words, "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
};

describe("evaluate sessions", () => {
  it("compares labelled test sessions with the accounts they were recorded in", async () => {
    const result = await evaluate();
    expect(result).toMatchObject({
      auc: expect.any(Number),
      aucInterval: [expect.any(Number), expect.any(Number)],
      aucMean: expect.any(Number),
      aucPerUser: { user1: expect.any(Number), user2: expect.any(Number), user3: expect.any(Number) },
      eer: expect.any(Number),
      sessions: 12,
      tooShort: 0,
      protocol: "claims",
      comparisons: { mated: 6, nonMated: 6 },
      stride: 8,
    });
  });

  it("tells it in words, and every session's score in a file", async () => {
    const { code, stdout } = await type("--format", "balabit", "--scores", "scores.csv", "--stride", "32");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^12 sessions, each compared with the account .*: 6 mated comparisons, 6 non-mated/,
    );
    expect(stdout).toContain("AUC, all comparisons pooled");
    expect(stdout).toMatch(/^user3 +\d\.\d{4}$/m);
    const lines = readFileSync(place("scores.csv"), "utf8").trimEnd().split("\r\n");
    expect(lines[0]).toBe("account,subject,session,mated,blocks,score");
    expect(lines.length).toBe(13);
  });

  it("takes labels from a file in the place of the data's, and scores those sessions alone", async () => {
    const labels = readFileSync(place("data", "public_labels.csv"), "utf8").split("\n").slice(0, 7);
    const turned = labels.map((line) => line.replace(/,([01])$/, (_, flag) => `,${1 - flag}`));
    writeFileSync(place("turned.csv"), turned.join("\n"));
    const result = await evaluate("--labels", "turned.csv");
    const asItIs = await evaluate("--sessions", `{${labels.slice(1).map((line) => line.split(",")[0])}}`);
    expect(result.sessions).toBe(6);
    expect(result.auc).toBeCloseTo(1 - asItIs.auc, 12);
  });

  it("compares sessions that are all their subject's own with every account", async () => {
    const result = await evaluate("--part", "training");
    expect(result).toMatchObject({
      protocol: "everyone",
      sessions: 3,
      accuracy: expect.any(Number),
      comparisons: { mated: 3, nonMated: 6 },
    });
  });
});

describe("one line and code 2", () => {
  it.each<[string, readonly string[], RegExp]>([
    ["a model that is not there", ["--format", "balabit", "--model", "nothing"], /nothing: a model's folder/],
    ["a folder without a format", [], /name its format, --format with one of/],
    ["a glob of nothing", ["--format", "balabit", "--sessions", "*min"], /"\*min" names no session/],
    [
      "labels of other columns",
      ["--format", "balabit", "--labels", place("model", "model.json")],
      /model\.json, line 1: expected the header filename,is_illegal/,
    ],
  ])("for %s", async (_, words, reason) => {
    const { code, stdout, stderr } = await type(...words);
    expect(stderr).toMatch(/^wristprint: [^\n]+\n$/);
    expect(stderr).toMatch(reason);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});
