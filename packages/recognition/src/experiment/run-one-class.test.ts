/** Runs whose models learn from their owners alone. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { areaUnderCurve, compareScores } from "@wristprint/core";
import { decodeTensorFile } from "@wristprint/neural";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeOneClass } from "../describe/describe-one-class.js";
import { loadOneClass } from "../one-class/load-one-class.js";
import { RecognitionError } from "../recognition-error.js";
import { sampleDefinition, sampleOneClassDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { blocksOf } from "./blocks-of.js";
import { type RunExperimentOptions, runExperiment } from "./run-experiment.js";

const TRACES = sampleTraces({ subjects: 3, sessions: 2, events: 400 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-one-class-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(name: string, settings: readonly string[], options: Partial<RunExperimentOptions> = {}) {
  return runExperiment({
    traces: TRACES,
    definition: sampleOneClassDefinition(...settings),
    out: join(folder, name),
    format: "demonstration",
    workers: 1,
    clock: () => 0,
    ...options,
  });
}

const read = (name: string, file: string): string => readFileSync(join(folder, name, file), "utf8");
const bytes = (name: string, file: string): string =>
  readFileSync(join(folder, name, file)).toString("base64");

/** Every file of a run by name. */
function contents(name: string): Record<string, string> {
  const entries = readdirSync(join(folder, name), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, name).length + 1));
  return Object.fromEntries(paths.sort().map((path) => [path, bytes(name, path)]));
}

interface ScoreRow {
  readonly model: string;
  readonly subject: string;
  readonly score: number;
}

function scoreRows(name: string): ScoreRow[] {
  const [, ...lines] = read(name, "scores.csv").trimEnd().split("\r\n");
  return lines.map((line) => {
    const [model = "", subject = "", , , score] = line.split(",");
    return { model, subject, score: Number(score) };
  });
}

describe("a run of one-class models", () => {
  beforeAll(() => run("forest", []));

  it("leaves what a run of networks leaves, with a table of numbers for each user's model", () => {
    const files = Object.keys(contents("forest"));
    const { files: told, metrics } = JSON.parse(read("forest", "metrics.json"));
    expect(told).toEqual(files);
    expect(files).toEqual(expect.arrayContaining(["report.html", "roc.svg", "per-user.csv", "scores.csv"]));
    expect(files.filter((file) => file.startsWith("models/"))).toEqual(
      ["user1", "user2", "user3"].flatMap((user) => [`models/${user}.json`, `models/${user}.safetensors`]),
    );
    for (const user of ["user1", "user2", "user3"]) {
      const own = scoreRows("forest").filter(({ model }) => model === user);
      const mated = own.filter(({ subject }) => subject === user).map(({ score }) => score);
      const others = own.filter(({ subject }) => subject !== user).map(({ score }) => score);
      expect(metrics.auc.perUser[user]).toBeCloseTo(areaUnderCurve(compareScores(mated, others)), 12);
    }
    expect(read("forest", "report.html")).toContain("each model learns from its owner&#39;s blocks alone");
  });

  it("makes a user's model from that user's blocks, whoever the others are", async () => {
    const others = sampleTraces({ subjects: 4, sessions: 2, events: 300, seed: 9 });
    const traces = [
      ...TRACES.filter(({ subject }) => subject === "user2"),
      ...others.filter(({ subject }) => subject !== "user2"),
    ];
    await run("others", [], { traces });
    expect(bytes("others", "models/user2.safetensors")).toBe(bytes("forest", "models/user2.safetensors"));
    expect(bytes("others", "models/user1.safetensors")).not.toBe(bytes("forest", "models/user1.safetensors"));
  });

  it("stopped in the middle goes on with the models that are left, and ends with the same bytes", async () => {
    const stop = new Error("stop");
    const onProgress = ({ modelsDone }: { readonly modelsDone: number }) => {
      if (modelsDone === 2) throw stop;
    };
    await expect(run("stopped", [], { onProgress })).rejects.toBe(stop);
    expect(existsSync(join(folder, "stopped"))).toBe(false);
    const kept = join(folder, "stopped.partial", "checkpoints");
    expect(readdirSync(kept)).toEqual(["user1.safetensors", "user2.safetensors"]);
    await run("stopped", []);
    expect(contents("stopped")).toEqual(contents("forest"));
  });

  it("can be repeated from its own experiment.json", () => {
    const { protocol, versions, ...definition } = JSON.parse(read("forest", "experiment.json"));
    expect(definition).toEqual(sampleOneClassDefinition());
    expect([typeof protocol, typeof versions]).toEqual(["string", "object"]);
  });

  it("has models that load again, and give its scores to blocks made as their cards say", async () => {
    const recogniser = await loadOneClass(join(folder, "forest", "models/user2.json"));
    expect(recogniser.owner).toBe("user2");
    const told = scoreRows("forest").filter(({ model }) => model === "user2");
    for (const user of ["user1", "user2", "user3"]) {
      const traces = TRACES.filter(({ subject }) => subject === user);
      const { data } = blocksOf(traces, sampleOneClassDefinition().preprocessing);
      const scores = await recogniser.score(data.subarray(0, 6 * 32 * 2));
      const expected = told.filter(({ subject }) => subject === user).map(({ score }) => score);
      expect([...scores]).toEqual(expected);
    }
    await expect(recogniser.score(new Float32Array(5))).rejects.toMatchObject({ code: "bad-input" });
    await expect(recogniser.score(new Float32Array(64).fill(Number.NaN))).rejects.toMatchObject({
      code: "bad-input",
    });
    expect(await recogniser.score(new Float32Array(0))).toHaveLength(0);
    await recogniser.release();
  });

  it("has models that are told by their files: whose, of which kind, what they read and hold", () => {
    const told = describeOneClass(join(folder, "forest", "models/user2.safetensors"));
    expect(told).toMatchObject({
      owner: "user2",
      kind: "isolationForest",
      title: "isolation forest",
      input: { length: 32, channels: ["logVelocityX", "logVelocityY"], rows: "both", size: 64 },
    });
    const { tensors } = decodeTensorFile(readFileSync(told.path));
    const numbers = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
    expect(told.parameters).toBeGreaterThanOrEqual(numbers);
  });

  it("names the file where a model cannot be loaded", async () => {
    const card = join(folder, "broken.json");
    const refused = async (): Promise<string> => {
      const error = await loadOneClass(card).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(RecognitionError);
      expect((error as RecognitionError).code).toBe("bad-model");
      return (error as RecognitionError).message;
    };
    expect(await refused()).toContain("broken.json");
    writeFileSync(card, "{");
    expect(await refused()).toContain("broken.json");
    writeFileSync(card, read("forest", "models/user2.json"));
    expect(await refused()).toContain("broken.safetensors");
    writeFileSync(card, read("forest", "models/user2.json").replace('"size": 64', '"size": 65'));
    writeFileSync(
      join(folder, "broken.safetensors"),
      Buffer.from(bytes("forest", "models/user2.safetensors"), "base64"),
    );
    expect(await refused()).toMatch(/broken\.safetensors: rows of 65 numbers expected, got 64/);
  });
});

describe("features of a network", () => {
  /** Other people than those of the one-class run, though their names are the same. */
  const learners = sampleTraces({ subjects: 3, sessions: 1, events: 400, seed: 5 });
  const features = () => `oneClass.input={"features":${JSON.stringify(join(folder, "network"))}}`;
  beforeAll(() =>
    runExperiment({
      traces: learners,
      definition: sampleDefinition("task=identification", "training.epochs=1"),
      out: join(folder, "network"),
      format: "other people",
      workers: 1,
    }),
  );

  it("are what models learn from, and the run keeps the network beside them", async () => {
    await run("features", [features(), 'users=["user1","user3"]']);
    expect(bytes("features", "features.onnx")).toBe(bytes("network", "model.onnx"));
    const recogniser = await loadOneClass(join(folder, "features", "models/user3.json"));
    expect(recogniser.card.input.size).toBe(60);
    const traces = TRACES.filter(({ subject }) => subject === "user1");
    const { data } = blocksOf(traces, sampleOneClassDefinition().preprocessing);
    const told = scoreRows("features").filter((row) => row.model === "user3" && row.subject === "user1");
    expect([...(await recogniser.score(data.subarray(0, 6 * 32 * 2)))]).toEqual(
      told.map(({ score }) => score),
    );
    await recogniser.release();
    writeFileSync(join(folder, "features", "features.onnx"), "another network");
    await expect(loadOneClass(join(folder, "features", "models/user3.json"))).rejects.toMatchObject({
      code: "bad-model",
      message: expect.stringContaining("not the network that"),
    });
  });

  it.each<[string, readonly string[], Partial<RunExperimentOptions>, string, RegExp]>([
    [
      "another signal",
      ["preprocessing.signal=velocity"],
      {},
      "bad-definition",
      /preprocessing\.signal: small/,
    ],
    [
      "blocks of another size",
      ["preprocessing.blockSize=40"],
      {},
      "bad-definition",
      /preprocessing\.blockSize/,
    ],
    [
      "blocks without the events that its own have",
      ['preprocessing.cleanUp={"limitPx":4000,"scroll":"keep"}'],
      {},
      "bad-definition",
      /preprocessing\.cleanUp: small learnt from blocks with null, not \{"limitPx":4000,"scroll":"keep"\}/,
    ],
    [
      "blocks that are scaled",
      ['preprocessing.scaling={"kind":"standard","scope":"block"}'],
      {},
      "bad-definition",
      /preprocessing\.scaling: the kind none and no clip expected/,
    ],
    [
      "people that the network learnt from",
      [],
      { format: "other people" },
      "bad-definition",
      /small learnt from user1 of other people/,
    ],
  ])("are refused for %s", async (_, settings, options, code, message) => {
    const error = await run("refused", [features(), ...settings], options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RecognitionError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(existsSync(join(folder, "refused"))).toBe(false);
  });

  it("are refused of a network that does not name the people of the same data that it learnt from", async () => {
    await runExperiment({
      traces: learners,
      definition: sampleDefinition("training.epochs=1", 'users=["user1"]'),
      out: join(folder, "authentication"),
      format: "demonstration",
      workers: 1,
    });
    const input = `oneClass.input={"features":${JSON.stringify(join(folder, "authentication"))}}`;
    await expect(run("refused", [input])).rejects.toMatchObject({
      code: "bad-definition",
      message: expect.stringContaining("whom its card does not name"),
    });
  });

  it("are refused of a network that is not there", async () => {
    const missing = `oneClass.input={"features":${JSON.stringify(join(folder, "nowhere.json"))}}`;
    await expect(run("refused", [missing])).rejects.toMatchObject({
      code: "bad-model",
      message: expect.stringContaining("nowhere.json: a model's file expected"),
    });
  });
});

it("refuses a user with too few blocks, by name", async () => {
  await expect(run("few", ["split.test.count=10", "amount=2"])).rejects.toMatchObject({
    code: "not-enough-data",
    message: expect.stringMatching(/^user1: at least 2 blocks to learn from/),
  });
});
