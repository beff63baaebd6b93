import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { outputLayer, readModel, type Weights } from "@wristprint/neural";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readModelFile } from "../model-file/read-model-file.js";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import type { NetworkDefinition } from "./definition.js";
import { planNetworks } from "./plan-networks.js";
import type { PlannedTraining } from "./planned-training.js";
import { prepareBlocks } from "./prepare-blocks.js";
import { runExperiment } from "./run-experiment.js";
import { runIdentity } from "./run-identity.js";
import { gatherTestBlocks } from "./test-blocks.js";

const TRACES = sampleTraces({ subjects: 3, sessions: 2, events: 300 });
const OTHERS = sampleTraces({ subjects: 4, sessions: 2, events: 300, seed: 2 });
/** With batch norm, whose statistics are weights too. */
const SMALL = ["architecture=signature", "training.epochs=1", "training.validationShare=0"];
const IDENTIFICATION = "task=identification";

const folder = mkdtempSync(join(tmpdir(), "wristprint-initial-"));
const place = (name: string) => join(folder, name);
const initial = (from: string, more: object = {}) =>
  `initial=${JSON.stringify({ from: place(from), ...more })}`;

const define = (settings: readonly string[]) => sampleDefinition(...SMALL, ...settings) as NetworkDefinition;
const run = (name: string, settings: readonly string[], traces = TRACES) =>
  runExperiment({
    traces,
    definition: define(settings),
    out: place(name),
    format: "demonstration",
    workers: 1,
    clock: () => 0,
  });

function plan(...settings: string[]): PlannedTraining {
  const { users } = prepareBlocks(TRACES, define(settings));
  return planNetworks(users, gatherTestBlocks(users), define(settings));
}

/** The weights of each model of an experiment, by its name. */
async function trained(...settings: string[]): Promise<Map<string, Weights>> {
  const checkpoints = mkdtempSync(join(folder, "checkpoints-"));
  const quiet = { device: undefined, onEpoch: () => {}, onModel: () => {} };
  const models = await plan(...settings).train({ checkpoints, workers: 1, ...quiet });
  return new Map(models.map(({ model, file }) => [model, readModel(file.content).weights]));
}

const weightsOf = (name: string): Weights => readModelFile(place(name)).weights;
const moved = (one: Weights, other: Weights): string[] =>
  [...one].flatMap(([name, { data }]) =>
    data.every((v, i) => v === other.get(name)?.data[i]) ? [] : [name],
  );

beforeAll(async () => {
  await run("before", [IDENTIFICATION], OTHERS);
  await run("own", [initial("before", { frozen: true })]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("an experiment that begins with another's weights", () => {
  it("frozen: every model learns its output layer, and all else stays, batch norm's statistics too", async () => {
    for (const task of [IDENTIFICATION, "task=authentication"]) {
      for (const weights of (await trained(task, initial("before", { frozen: true }))).values()) {
        expect(moved(weights, weightsOf("before"))).toEqual([...outputLayer(weights)]);
      }
    }
  });

  it("not frozen: learns all of it, from there rather than from random weights", async () => {
    const before = weightsOf("before");
    const apart = (models: Map<string, Weights>) => {
      const kernel = models.get("identification")?.get("conv1d_1/kernel")?.data ?? [];
      const old = before.get("conv1d_1/kernel")?.data as Float32Array;
      return Math.hypot(...Array.from(kernel, (value, i) => value - (old[i] as number)));
    };
    const after = await trained(IDENTIFICATION, initial("before"));
    const all = after.get("identification") as Weights;
    // Batch norm takes these off again, so nothing moves them.
    const still = ["conv1d_1/bias", "conv1d_2/bias", "conv1d_3/bias", "dense_1/bias"];
    expect(moved(all, before)).toEqual([...all.keys()].filter((name) => !still.includes(name)));
    expect(apart(after)).toBeLessThan(apart(await trained(IDENTIFICATION, "seed=2")) / 5);
  });

  it("says in its cards, its report and its protocol whose weights they were", () => {
    const card = JSON.parse(readFileSync(place("own/models/user1.json"), "utf8"));
    const { sha256 } = readModelFile(place("before"));
    expect(card.initial).toEqual({ from: place("before"), layers: "butOutput", frozen: true, sha256 });
    expect(readFileSync(place("own/report.html"), "utf8")).toContain("initial.frozen");
    const { protocol } = JSON.parse(readFileSync(place("own/experiment.json"), "utf8"));
    expect(protocol).toContain("begun with the weights of another model, frozen but for the output layer");
  });

  it("is another run where the weights are others, so that no checkpoint is taken up", () => {
    cpSync(place("before"), place("replaced"), { recursive: true });
    const settings = [IDENTIFICATION, initial("replaced")];
    const identity = () => {
      const { pool, initial } = plan(...settings);
      const { users } = prepareBlocks(TRACES, define(settings));
      return runIdentity(define(settings), initial, pool, gatherTestBlocks(users));
    };
    const first = identity();
    expect(identity()).toBe(first);
    cpSync(place("own/models/user1.onnx"), place("replaced/model.onnx"));
    cpSync(place("own/models/user1.json"), place("replaced/model.json"));
    expect(identity()).not.toBe(first);
  });
});

it("an encoder's weights fit an experiment whose blocks are made as the encoder's", () => {
  const home = fileURLToPath(new URL("../../../../models/encoder", import.meta.url));
  const blocks = {
    signal: "sixChannel",
    blockSize: 128,
    thinning: { intervalMs: 1000 / 60, toleranceMs: 1 },
    scaling: { kind: "standard", scope: "data" },
  };
  const settings = (preprocessing: object) => [
    `initial=${JSON.stringify({ from: home })}`,
    `preprocessing=${JSON.stringify(preprocessing)}`,
    "split.test.count=1",
    "evaluation.blocks=[1]",
  ];
  expect(plan(...settings(blocks)).initial).toEqual(Array(3).fill(readModelFile(home).sha256));
  expect(() => plan(...settings({ ...blocks, thinning: undefined }))).toThrow(
    /preprocessing\.thinning was .* and is not set$/,
  );
});

it("going on with own weights, every user's model begins with its own, the output layer too", async () => {
  // A rate so small that weights hardly move: what is left of the earlier run is then to be seen.
  const still = 'training.optimiser={"kind":"adam","learningRate":1e-9}';
  const again = await trained(initial("own", { layers: "all" }), still);
  expect([...again.keys()]).toEqual(["user1", "user2", "user3"]);
  for (const [user, weights] of again) {
    const before = weightsOf(`own/models/${user}.onnx`);
    for (const name of outputLayer(before)) {
      weights.get(name)?.data.forEach((value, i) => {
        expect(value).toBeCloseTo(before.get(name)?.data[i] as number, 5);
      });
    }
  }
});

describe("weights that do not fit are refused", () => {
  it.each<[string, readonly string[], string, RegExp]>([
    [
      "that are not there",
      [initial("nowhere")],
      "bad-model",
      /^initial\.from: .*nowhere: a model's file or a run's folder expected, there is none/,
    ],
    [
      "of other preprocessing, all of which is named",
      [IDENTIFICATION, initial("before"), "preprocessing.signal=velocity", "preprocessing.scaling.clip=2000"],
      "bad-definition",
      /^initial\.from: .*before.model\.onnx: it learnt from blocks made otherwise: preprocessing\.signal was "logVelocity" and is "velocity", preprocessing\.scaling\.clip was not set and is 2000$/,
    ],
    [
      "of blocks of another size",
      [IDENTIFICATION, initial("before"), "preprocessing.blockSize=16"],
      "bad-definition",
      /preprocessing\.blockSize was 32 and is 16$/,
    ],
    [
      "of another architecture",
      [IDENTIFICATION, initial("before"), "architecture=mcdcnn"],
      "bad-definition",
      /it is of the architecture signature, not mcdcnn$/,
    ],
    [
      "of other people, with the output layer",
      [IDENTIFICATION, initial("before", { layers: "all" })],
      "bad-definition",
      /its output is for user1, user2, user3, user4, this experiment's for user1, user2, user3$/,
    ],
    [
      "of a run that has none for a user",
      [initial("short", { layers: "all" })],
      "bad-model",
      /user3\.json: a model's file expected/,
    ],
  ])("%s", (_, settings, code, message) => {
    cpSync(place("own"), place("short"), { recursive: true });
    rmSync(place("short/models/user3.json"));
    expect(() => plan(...settings)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it("whose card lists other layers than the architecture has today", () => {
    cpSync(place("before"), place("older"), { recursive: true });
    const card = JSON.parse(readFileSync(place("older/model.json"), "utf8"));
    card.network.layers[0].stride = 2;
    writeFileSync(place("older/model.json"), JSON.stringify(card));
    expect(() => plan(IDENTIFICATION, initial("older"))).toThrow(
      /its layers are not those that signature has today$/,
    );
  });

  it("but how sessions are cut into blocks may differ", () => {
    const cutting = ["preprocessing.chunks=drop", "preprocessing.stride=16"];
    expect(plan(IDENTIFICATION, initial("before"), ...cutting).initial).toHaveLength(1);
  });
});

it.each([
  [{ from: "x", layers: "all", frozen: true }, "initial.frozen: a layer that learns expected"],
  [{ from: "" }, "initial.from: "],
  [{ from: "x", layers: "last" }, "initial.layers: "],
])("settings %j are refused", (value, message) => {
  expect(() => sampleDefinition(`initial=${JSON.stringify(value)}`)).toThrow(message);
});
