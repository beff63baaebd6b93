/** What every architecture must do. A new one adds its row to EXPECTED. */
import { createRandom } from "@wristprint/core";
import {
  buildNetwork,
  createWeights,
  exportModel,
  type LayerOutput,
  loadModel,
  type Network,
  parameterCount,
  readModel,
  type TrainingResult,
  train,
} from "@wristprint/neural";
import { describe, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { ARCHITECTURES, architecture, createNetwork } from "./registry.js";

interface Expected {
  /** Numbers in the feature layer. */
  readonly features: number;
  /** Numbers that are learnt, for 2 channels and so many classes. */
  readonly parameters: Readonly<Record<number, number>>;
  /** For networks that learn slowly. */
  readonly learningRate?: number;
  readonly epochs?: number;
  /** Positions of the blocks that large networks are tried on, to save time. */
  readonly length?: number;
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  // By hand: (6·2+1)·40 + (3·40+1)·60 + (4·2+1)·40 + (2·40+1)·60 + (120+1)·60 + (60+1)·classes
  mcdcnn: { features: 60, parameters: { 2: 20_382, 10: 20_870 } },
  // By hand: (8·2+1)·128 + (5·128+1)·256 + (3·256+1)·128 + 2·(128+256+128) + (128+1)·classes
  fcn: { features: 128, parameters: { 2: 265_986, 10: 267_018 }, length: 32 },
  // By hand: (8·2+1)·64 + (5·64+1)·64 + (3·64+1)·64 + (2+1)·64 + 2·4·64
  // + (8·64+1)·128 + (5·128+1)·128 + (3·128+1)·128 + (64+1)·128 + 2·4·128
  // + (8·128+1)·128 + (5·128+1)·128 + (3·128+1)·128 + 2·4·128 + (128+1)·classes
  resnet: { features: 128, parameters: { 2: 504_834, 10: 505_866 }, length: 32 },
  // By hand: (7·2+1)·6 + (7·6+1)·12 + (11·12+1)·classes
  tcnn: { features: 132, parameters: { 2: 872, 10: 1_936 }, learningRate: 0.05 },
  // By hand: (3·2+1)·64 + (3·64+1)·64 + 4·80·(14·64+80+1) + (80+1)·60 + (60+1)·classes, where the 32 steps of a part
  // leave 14·64 numbers: two convolutions take 2 steps each, the pool every other one.
  "time-distributed": { features: 60, parameters: { 2: 330_422, 10: 330_910 } },
  // By hand: 2·4·128·(2+128+1) + 2·256 + 2·4·128·(256+128+1) + (256+1)·classes
  bilstm: { features: 256, parameters: { 2: 529_410, 10: 531_466 }, length: 16 },
  // By hand: (8·2+1)·64 + (5·64+1)·96 + (3·96+1)·96 + (3·96+1)·96 + 2·(64+96+96+288+96) + 96·classes
  signature: { features: 96, parameters: { 2: 88_864, 10: 89_632 } },
  // As fcn. Its loss holds the penalty for large kernels, which falls slowly.
  "signature-13": {
    features: 128,
    parameters: { 2: 265_986, 10: 267_018 },
    epochs: 6,
    length: 32,
  },
  // By hand: (8·2+1)·64 + (5·64+1)·128 + 2·(3·128+1)·128 + 2·(64+3·128) + (3·128+1)·classes
  "strided-fcn": { features: 384, parameters: { 2: 142_402, 10: 145_482 }, length: 32 },
  // By hand: (8·2+1)·64 + (5·64+1)·128 + 3·(3·128+1)·128 + 2·(64+4·128) + (3·128+1)·classes
  "deep-strided-fcn": { features: 384, parameters: { 2: 191_938, 10: 195_018 }, length: 32 },
  // As fcn, but for (3·128+1)·classes
  "statistics-fcn": { features: 384, parameters: { 2: 266_498, 10: 269_578 }, length: 32 },
  // By hand: (8·2+1)·64 + (5·64+1)·96 + (3·96+1)·128 + (3·128+1)·160 + (3·160+1)·96
  // + 2·(64+96+128+160+480+96) + 96·classes
  "strided-signature": { features: 96, parameters: { 2: 178_912, 10: 179_680 }, length: 32 },
};

const LENGTH = 128;
const CHANNELS = 2;

/** Blocks of class c waver around ±c/2 in turn: easy to tell apart. */
function separableBlocks(classes: number, perClass: number, length: number) {
  const random = createRandom("separable");
  const labels = Int32Array.from({ length: classes * perClass }, (_, row) => row % classes);
  const x = new Float32Array(labels.length * length * CHANNELS);
  x.forEach((_, i) => {
    const label = labels[Math.floor(i / (length * CHANNELS))] as number;
    x[i] = 0.3 * random.normal() + (i % 2 === 0 ? label / 2 : -label / 2);
  });
  return { x, labels };
}

function trainBriefly(network: Network, classes: number, seed: string): Promise<TrainingResult> {
  return train(network, {
    examples: separableBlocks(classes, 16, network.input.length),
    epochs: EXPECTED[network.name]?.epochs ?? 3,
    batch: 16,
    optimiser: { kind: "adam", learningRate: EXPECTED[network.name]?.learningRate ?? 0.002 },
    random: createRandom(seed),
    runtime: { threads: 1 },
  });
}

/** What batch norm takes off again: no gradient reaches it. */
function biasesBeforeBatchNorm(outputs: readonly LayerOutput[]): string[] {
  return outputs.flatMap(({ name, branches }, index) => {
    const inner = branches.flatMap(biasesBeforeBatchNorm);
    const next = outputs[index + 1]?.layer.kind;
    return next === "batchNorm" && branches.length === 0 ? [...inner, `${name}/bias`] : inner;
  });
}

it("has a row of expectations for every architecture, and for no other", () => {
  expect(ARCHITECTURES.map(({ name }) => name)).toEqual(Object.keys(EXPECTED));
});

it("names the known architectures when asked for another", () => {
  expect(() => architecture("mcdcn")).toThrow(
    new RecognitionError(
      "unknown-architecture",
      `no architecture "mcdcn"; known: ${Object.keys(EXPECTED).join(", ")}`,
    ),
  );
});

describe.each(ARCHITECTURES)("$name", ({ name, source }) => {
  const expected = EXPECTED[name] as Expected;
  const length = expected.length ?? LENGTH;
  const network = (classes: number, channels = CHANNELS) =>
    createNetwork(name, {
      length,
      channels,
      classes,
      output: classes > 2 ? "softmax" : "sigmoid",
    });

  it("says where it comes from", () => {
    expect(source).toMatch(/\d{4}/);
  });

  it.each([2, 10])("learns the number of parameters that its source gives, for %d classes", (classes) => {
    expect(parameterCount(network(classes))).toBe(expected.parameters[classes]);
  });

  it.each([2, 10])("gives scores in 0 … 1 and features of each block, for %d classes", async (classes) => {
    const weights = createWeights(network(classes), createRandom(1));
    const predictor = await loadModel(exportModel(network(classes), weights), network(classes).input);
    const { x } = separableBlocks(3, 1, length);
    const { scores, features, featureSize } = await predictor.predict(x);
    await predictor.release();
    expect(scores).toHaveLength(3 * classes);
    expect(scores.every((score) => score > 0 && score < 1)).toBe(true);
    expect([featureSize, features.length]).toEqual([expected.features, 3 * expected.features]);
    const rowSums = [0, 1, 2].map((row) =>
      scores.subarray(row * classes, (row + 1) * classes).reduce((sum, score) => sum + score, 0),
    );
    if (classes > 2) for (const sum of rowSums) expect(sum).toBeCloseTo(1, 5);
  });

  it("has weights that are read back out of its model file, to begin another training with", () => {
    const model = exportModel(network(3), createWeights(network(3), createRandom("read")));
    const read = readModel(model);
    // Bytes as one value: compared number by number, the large networks would take seconds.
    expect(Buffer.from(exportModel(network(3), read.weights)).equals(model)).toBe(true);
    expect(read).toMatchObject({ name, input: network(3).input, classes: 3, featureSize: expected.features });
  });

  it("takes blocks of six channels", () => {
    expect(buildNetwork(network(2, 6), 4, true).logits.shape).toEqual([4, 2]);
  });

  it("learns: the loss falls, every tensor that bears on it moves, and all stays finite", async () => {
    const classes = 3;
    const random = createRandom("learns");
    const fresh = createWeights(network(classes), random.fork("weights"));
    const { weights, history } = await trainBriefly(network(classes), classes, "learns");
    const losses = history.map(({ loss }) => loss);
    expect(losses.at(-1)).toBeLessThan(0.8 * (losses[0] as number));
    const still = biasesBeforeBatchNorm(buildNetwork(network(classes), 4, true).outputs);
    for (const [tensor, { data }] of weights) {
      expect(data.every(Number.isFinite), tensor).toBe(true);
      expect(
        data.some((value, index) => value !== fresh.get(tensor)?.data[index]),
        tensor,
      ).toBe(!still.includes(tensor));
    }
  });

  it("gives the same weights for the same seed, and others for another", async () => {
    const [first, again, other] = await Promise.all(
      ["a", "a", "b"].map(async (seed) =>
        exportModel(network(2), (await trainBriefly(network(2), 2, seed)).weights),
      ),
    );
    // Compared as bytes: vitest takes seconds for a million elements.
    const same = (one: Uint8Array | undefined) => Buffer.from(first as Uint8Array).equals(one as Uint8Array);
    expect([same(again), same(other)]).toEqual([true, false]);
  });

  it("gives the same scores after saving and loading, alone and in a batch", async () => {
    const { weights } = await trainBriefly(network(2), 2, "saved");
    const model = exportModel(network(2), weights);
    const { x } = separableBlocks(2, 4, length);
    const [whole, loadedAgain] = await Promise.all(
      [model, model.slice()].map(async (bytes) => {
        const predictor = await loadModel(bytes, network(2).input, { threads: 1 });
        const { scores } = await predictor.predict(x);
        const single = await predictor.predict(x.slice(0, length * CHANNELS));
        await predictor.release();
        return { scores, single: single.scores };
      }),
    );
    expect(loadedAgain).toEqual(whole);
    whole?.single.forEach((score, index) => {
      expect(score).toBeCloseTo(whole.scores[index] as number, 5);
    });
    // The bytes hold the weights: other weights give other scores.
    const fresh = await loadModel(exportModel(network(2), createWeights(network(2), createRandom(9))), {
      length,
      channels: CHANNELS,
    });
    expect((await fresh.predict(x)).scores).not.toEqual(whole?.scores);
    await fresh.release();
  });
});
