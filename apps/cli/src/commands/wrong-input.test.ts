import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectRefusal, jsonOf, runWristprint } from "../testing/run-wristprint.js";
import { SMALL_RUN, temporaryFolder, writeSmallData } from "../testing/small-data.js";

const folder = temporaryFolder();
const data = join(folder.path, "data");
const store = join(folder.path, "store.parquet");
const place = (...names: string[]) => join(folder.path, ...names);
beforeAll(async () => {
  await writeSmallData(data);
  await jsonOf(["datasets", "import", data, "--format", "balabit", "--out", store]);
  mkdirSync(place("empty"));
  mkdirSync(place("hollow", "training_files", "ann"), { recursive: true });
  writeFileSync(place("hollow", "training_files", "ann", "session_1"), "");
  mkdirSync(place("sapimouse", "user1"), { recursive: true });
  writeFileSync(
    place("sapimouse", "user1", "session_2020_05_14_3min.csv"),
    "client timestamp,button,state,x,y\n0,NoButton,Move,1,1\n",
  );
  mkdirSync(place("precious"));
  writeFileSync(place("precious", "thesis.txt"), "years of work");
  writeFileSync(place("broken.json"), '{ "name": "x", ');
  writeFileSync(
    place("unknown.json"),
    JSON.stringify({ name: "x", title: "x", task: "divination", data: {} }),
  );
  writeFileSync(place("text.parquet"), "not at all a store");
  writeFileSync(place("short.parquet"), readFileSync(store).subarray(0, 3000));
});
afterAll(folder.remove);

const importing = (dir: string, format = "balabit", out = "out.parquet") =>
  ["datasets", "import", place(dir), "--format", format, "--out", place(out)] as const;
const running = (from: string, ...words: string[]) =>
  [
    "experiment",
    "run",
    "demonstration-authentication",
    "--data",
    place(from),
    "--out",
    place("out"),
    ...SMALL_RUN,
    ...words,
  ] as const;

describe.concurrent("one line and code 2", () => {
  it.each([
    ["a folder that is not there", importing("nowhere"), /nowhere: .*folder/],
    ["an empty folder", importing("empty"), /empty holds no session .* expected training_files/],
    ["an empty file", importing("hollow"), /session_1.*empty/],
    ["an unknown format", importing("data", "balabitt"), /"balabitt"; known are: balabit, /],
    ["a folder of another format", importing("sapimouse"), /no session in the format balabit/],
    ["a folder read as another format", importing("data", "sapimouse"), /no session in the format sapimouse/],
    ["a store below a file", importing("data", "balabit", "text.parquet/x.parquet"), /ENOTDIR|EEXIST/],
    [
      "a folder without a format",
      ["datasets", "blocks", data],
      /name its format, --format with one of balabit/,
    ],
    ["a store that is none", ["datasets", "blocks", place("text.parquet")], /text\.parquet: expected/],
    ["a store cut short", ["datasets", "blocks", place("short.parquet")], /short\.parquet: expected/],
    [
      "a store of another format",
      ["datasets", "blocks", store, "--format", "dfl"],
      /expected sessions from dfl, found balabit/,
    ],
    ["no data", running("nowhere"), /nowhere: a data set's folder or a store expected/],
    ["data of another format", running("sapimouse", "--format", "dfl"), /at least two subjects/],
    [
      "a subject that is not there",
      running("data", "--set", 'data.subjects=["user1","userX"]'),
      /no session of userX/,
    ],
    ["a user that is not there", running("data", "--set", 'users=["userX"]'), /userX/],
    ["a setting that is not there", running("data", "--set", "training.speed=3"), /training.*speed/],
    ["a setting out of range", running("data", "--set", "training.epochs=0"), /training\.epochs/],
    ["a setting without a value", running("data", "--set", "training.epochs"), /key=value/],
    [
      "more test blocks than there are",
      running("data", "--set", "split.test.count=5000"),
      /user1: .*blocks?/,
    ],
    [
      "blocks too small for the network",
      running("data", "--set", "preprocessing.blockSize=5"),
      /blocks of 5/,
    ],
    [
      "no workers",
      running("data", "--workers", "0"),
      /--workers: a whole number of at least 1 expected, got "0"/,
    ],
    [
      "a device that no runtime has",
      running("data", "--device", "abacus"),
      /--device: one of cpu, .*expected, got "abacus"/,
    ],
    ["an experiment that is not there", ["experiment", "run", "nothing", "--data", data], /known names: /],
    [
      "an experiment cut short",
      ["experiment", "run", place("broken.json"), "--data", data],
      /broken\.json: /,
    ],
    [
      "an experiment of no task",
      ["experiment", "run", place("unknown.json"), "--data", data],
      /unknown\.json: task/,
    ],
    [
      "an unknown task",
      ["train", "--task", "divination", "--data", data, "--out", place("o")],
      /--task: one of/,
    ],
    ["an unknown benchmark", ["bench", "nothing"], /nothing: a benchmark's name|benchmarks expected/],
  ])("for %s", async (_, words, reason) => {
    expectRefusal(await runWristprint(words), reason);
  });

  it("for an out folder that holds something else, which stays as it is", async () => {
    const words = running("data").map((word) => (word === place("out") ? place("precious") : word));
    const { stderr, ...rest } = await runWristprint(words);
    expectRefusal({ ...rest, stderr }, /precious: .*folder/);
    expect(readdirSync(place("precious"))).toEqual(["thesis.txt"]);
  });
});

it("writes nothing where it refuses", () => {
  expect(readdirSync(folder.path).filter((name) => /^out(\.|$)/.test(name))).toEqual([]);
});

it("shows the stack where it is asked for", async () => {
  const { code, stderr } = await runWristprint(["datasets", "blocks", place("nowhere")], {
    env: { WRISTPRINT_DEBUG: "1" },
  });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^wristprint: .*\n[\s\S]*\n {4}at /);
});
