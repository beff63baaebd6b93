import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { runHere } from "../testing/run-here.js";
import { temporaryFolder } from "../testing/small-data.js";
import { writeUntaughtModel } from "../testing/untaught-model.js";

const folder = temporaryFolder();
const place = (...names: string[]) => join(folder.path, ...names);
const ENCODER = join(REPOSITORY_ROOT, "models", "encoder");
afterAll(folder.remove);

beforeAll(async () => {
  const traces = await writeUntaughtModel(
    folder.path,
    { subjects: 2, trainingSessions: 1, trainingEvents: 2600, testSessions: 1, testEvents: 300 },
    "explain",
  );
  const test = traces.find(({ subject, part }) => subject === "user1" && part === "test");
  session = `user1/${test?.session}`;
});
let session = "";

const explain = (...words: string[]) =>
  runHere(folder.path, ["explain", "--data", place("data"), "--format", "balabit", ...words]);

describe("explain", () => {
  it("tells what spoke for an account by a network that knows it, in words, as JSON and as a picture", async () => {
    const words = ["--model", "model", "--session", session, "--user", "user2"];
    const { code, stdout, stderr } = await explain(...words, "--steps", "8", "--json", "--out", "why.svg");
    expect(code, stderr).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ claimed: "user2", measure: "logOdds", evidence: expect.any(Number) });
    expect(result.stretches).toHaveLength(4 * result.blocks.length);
    expect(readFileSync(place("why.svg"), "utf8")).toContain(`Was ${session} user2?`);
    const told = await explain(...words);
    expect(told.stdout).toContain(`Was ${session} user2? `);
    expect(told.stdout).toMatch(/^seconds +block +for user2$/m);
  });

  it("tells what spoke for an enrolled person by an encoder", async () => {
    const words = ["--model", ENCODER, "--session", session, "--user", "user1", "--enrol", "*", "--json"];
    const { code, stdout, stderr } = await explain(...words);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ measure: "logLikelihoodRatio", model: { task: "encoder" } });
  });
});

describe("one line and code 2", () => {
  it.each<[string, () => readonly string[], RegExp]>([
    [
      "several sessions",
      () => ["--model", "model", "--session", "user1/*", "--user", "user1"],
      /--session: one session expected, "user1\/\*" names 2/,
    ],
    [
      "somebody whom the model does not know",
      () => ["--model", "model", "--session", session, "--user", "eve"],
      /made knows user1, user2; "eve" is none of them/,
    ],
    [
      "an encoder with nothing to enrol from",
      () => ["--model", ENCODER, "--session", session, "--user", "user1"],
      /--enrol: sessions of user1 to enrol from expected/,
    ],
    [
      "an encoder whose reference would be the session itself",
      () => ["--model", ENCODER, "--session", session, "--user", "user1", "--enrol", session],
      /--enrol: sessions of user1 beside the one to explain expected/,
    ],
    [
      "a network and sessions to enrol from",
      () => ["--model", "model", "--session", session, "--user", "user1", "--enrol", "*"],
      /--enrol: nothing expected/,
    ],
  ])("for %s", async (_, words, reason) => {
    const { code, stdout, stderr } = await explain(...words());
    expect(stderr).toMatch(/^wristprint: [^\n]+\n$/);
    expect(stderr).toMatch(reason);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});
