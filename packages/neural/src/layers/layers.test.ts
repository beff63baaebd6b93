/** One conformance suite for all kinds of layers; a kind without a case fails it. */
import { describe, expect, it } from "vitest";
import { lowerToOnnx } from "../graph/lower.js";
import { ANY_BATCH, type Shape } from "../graph/shape.js";
import { exportModel, loadModel } from "../model.js";
import { buildNetwork, type Network } from "../network.js";
import { createSession, floats, type Tensor } from "../runtime/session.js";
import { type Draw, expectNetworkGradients } from "../testing/gradient-check.js";
import { testRandom } from "../testing/random.js";
import { createWeights } from "../weights.js";
import { leakyRelu, relu, sigmoid, tanh } from "./activations.js";
import { attentionPool } from "./attention-pool.js";
import { batchNorm } from "./batch-norm.js";
import { conv1d } from "./conv1d.js";
import { cosineDense } from "./cosine-dense.js";
import { dense } from "./dense.js";
import { dropout } from "./dropout.js";
import { gru } from "./gru.js";
import { keepChannels } from "./keep-channels.js";
import type { Layer } from "./layer.js";
import { averagePool1d, maxPool1d } from "./local-pooling.js";
import { lstm } from "./lstm.js";
import { masking } from "./masking.js";
import { globalAveragePool, globalDeviationPool, globalMaxPool } from "./pooling.js";
import { LAYER_KINDS } from "./registry.js";
import { residual } from "./residual.js";
import { features, flatten, towers } from "./structure.js";
import { timeDistributed } from "./time-distributed.js";
import { unitLength } from "./unit-length.js";

interface Case {
  readonly layer: Layer;
  /** What stands before it, for a layer that does not take the input [N, 9, 2] itself. */
  readonly before?: readonly Layer[];
  /** What stands behind it, for a layer whose output cannot be read flat. */
  readonly behind?: readonly Layer[];
  /** Of the output, less the batch. */
  readonly output: Shape;
  /** Names and shapes of what it learns. */
  readonly parameters?: Readonly<Record<string, Shape>>;
  /** For layers with kinks. */
  readonly draw?: Draw;
  /** In training it goes by the batch, in use by what it saw in training: batch-norm.test.ts holds that. */
  readonly byBatch?: true;
}

/** Values at least 0.1 from 0 and from each other, so that no difference steps over a kink. */
function spread(): Draw {
  let next = 0;
  return () => (((next++ * 7) % 61) - 30.5) / 5;
}

/** What one direction of a recurrent layer learns; the layer's name says its kind. */
function recurrentShapes(name: string, channels: number, units: number): Record<string, Shape> {
  const columns = (name.startsWith("lstm") ? 4 : 3) * units;
  return {
    [`${name}/kernel`]: [channels, columns],
    [`${name}/recurrent`]: [units, columns],
    [`${name}/bias`]: [columns],
    ...(name.startsWith("gru") && { [`${name}/recurrentBias`]: [columns] }),
  };
}

const CASES: Readonly<Record<string, Case>> = {
  attentionPool: {
    layer: attentionPool({ units: 3 }),
    output: [2],
    parameters: {
      "attentionPool_1/kernel": [2, 3],
      "attentionPool_1/bias": [3],
      "attentionPool_1/score": [3, 1],
    },
  },
  "attentionPool with the deviation": {
    layer: attentionPool({ units: 3, deviation: true }),
    output: [4],
    parameters: {
      "attentionPool_1/kernel": [2, 3],
      "attentionPool_1/bias": [3],
      "attentionPool_1/score": [3, 1],
    },
  },
  averagePool1d: { layer: averagePool1d({ size: 2 }), output: [4, 2] },
  "averagePool1d of many channels": {
    before: [conv1d({ filters: 33, kernel: 1 })],
    layer: averagePool1d({ size: 2 }),
    output: [4, 33],
    parameters: { "conv1d_1/kernel": [1, 2, 33], "conv1d_1/bias": [33] },
  },
  "averagePool1d, windows that overlap": { layer: averagePool1d({ size: 3, stride: 2 }), output: [4, 2] },
  batchNorm: {
    layer: batchNorm(),
    output: [9, 2],
    parameters: {
      "batchNorm_1/gamma": [2],
      "batchNorm_1/beta": [2],
      "batchNorm_1/mean": [2],
      "batchNorm_1/variance": [2],
    },
    byBatch: true,
  },
  "batchNorm of a flat input": {
    before: [globalAveragePool(), dense(3)],
    layer: batchNorm({ momentum: 0.5 }),
    output: [3],
    parameters: {
      "dense_1/kernel": [2, 3],
      "dense_1/bias": [3],
      "batchNorm_1/gamma": [3],
      "batchNorm_1/beta": [3],
      "batchNorm_1/mean": [3],
      "batchNorm_1/variance": [3],
    },
    byBatch: true,
  },
  conv1d: {
    layer: conv1d({ filters: 4, kernel: 3 }),
    output: [7, 4],
    parameters: { "conv1d_1/kernel": [3, 2, 4], "conv1d_1/bias": [4] },
  },
  "conv1d, another start": {
    layer: conv1d({ filters: 4, kernel: 3, initialiser: "heNormal" }),
    output: [7, 4],
    parameters: { "conv1d_1/kernel": [3, 2, 4], "conv1d_1/bias": [4] },
  },
  "conv1d, stride 2": {
    layer: conv1d({ filters: 3, kernel: 4, stride: 2 }),
    output: [3, 3],
    parameters: { "conv1d_1/kernel": [4, 2, 3], "conv1d_1/bias": [3] },
  },
  "conv1d, same padding": {
    layer: conv1d({ filters: 3, kernel: 4, padding: "same" }),
    output: [9, 3],
    parameters: { "conv1d_1/kernel": [4, 2, 3], "conv1d_1/bias": [3] },
  },
  "conv1d, same padding, stride 2": {
    layer: conv1d({ filters: 3, kernel: 4, stride: 2, padding: "same" }),
    output: [5, 3],
    parameters: { "conv1d_1/kernel": [4, 2, 3], "conv1d_1/bias": [3] },
  },
  cosineDense: {
    before: [flatten()],
    layer: cosineDense(4, 3),
    output: [4],
    parameters: { "cosineDense_1/kernel": [18, 4] },
  },
  dense: {
    before: [flatten()],
    layer: dense(4),
    output: [4],
    parameters: { "dense_1/kernel": [18, 4], "dense_1/bias": [4] },
  },
  dropout: { layer: dropout(0.5), output: [9, 2] },
  features: { before: [flatten()], layer: features(), output: [18] },
  flatten: { layer: flatten(), output: [18] },
  globalAveragePool: { layer: globalAveragePool(), output: [2] },
  globalDeviationPool: { layer: globalDeviationPool(), output: [2] },
  globalMaxPool: { layer: globalMaxPool(), output: [2], draw: spread() },
  gru: {
    layer: gru({ units: 3 }),
    output: [9, 3],
    parameters: recurrentShapes("gru_1", 2, 3),
  },
  "gru, backward, last state": {
    layer: gru({ units: 4, direction: "backward", sequences: false }),
    output: [4],
    parameters: recurrentShapes("gru_1", 2, 4),
  },
  "gru, both ways": {
    layer: gru({ units: 2, direction: "bidirectional" }),
    output: [9, 4],
    parameters: {
      ...recurrentShapes("gru_1/forward", 2, 2),
      ...recurrentShapes("gru_1/backward", 2, 2),
    },
  },
  "gru, both ways, last states": {
    layer: gru({ units: 2, direction: "bidirectional", sequences: false }),
    output: [4],
    parameters: {
      ...recurrentShapes("gru_1/forward", 2, 2),
      ...recurrentShapes("gru_1/backward", 2, 2),
    },
  },
  keepChannels: { layer: keepChannels([1]), output: [9, 2] },
  leakyRelu: { layer: leakyRelu(), output: [9, 2], draw: spread() },
  lstm: {
    layer: lstm({ units: 3 }),
    output: [9, 3],
    parameters: recurrentShapes("lstm_1", 2, 3),
  },
  "lstm, backward, last state": {
    layer: lstm({ units: 4, direction: "backward", sequences: false }),
    output: [4],
    parameters: recurrentShapes("lstm_1", 2, 4),
  },
  "lstm, both ways": {
    layer: lstm({ units: 2, direction: "bidirectional" }),
    output: [9, 4],
    parameters: {
      ...recurrentShapes("lstm_1/forward", 2, 2),
      ...recurrentShapes("lstm_1/backward", 2, 2),
    },
  },
  "lstm, both ways, last states": {
    layer: lstm({ units: 2, direction: "bidirectional", sequences: false }),
    output: [4],
    parameters: {
      ...recurrentShapes("lstm_1/forward", 2, 2),
      ...recurrentShapes("lstm_1/backward", 2, 2),
    },
  },
  "lstm, more channels than steps and gates": {
    before: [conv1d({ filters: 30, kernel: 9 })],
    layer: lstm({ units: 2, sequences: false }),
    output: [2],
    parameters: {
      "conv1d_1/kernel": [9, 2, 30],
      "conv1d_1/bias": [30],
      ...recurrentShapes("lstm_1", 30, 2),
    },
  },
  masking: { layer: masking(), behind: [globalAveragePool()], output: [9, 2] },
  maxPool1d: { layer: maxPool1d({ size: 2 }), output: [4, 2], draw: spread() },
  "maxPool1d, windows that overlap": {
    layer: maxPool1d({ size: 4, stride: 3 }),
    output: [2, 2],
    draw: spread(),
  },
  relu: { layer: relu(), output: [9, 2], draw: spread() },
  residual: {
    layer: residual({ main: [conv1d({ filters: 2, kernel: 3, padding: "same" }), tanh()] }),
    output: [9, 2],
    parameters: { "conv1d_1/kernel": [3, 2, 2], "conv1d_1/bias": [2] },
  },
  "residual, with layers on the shortcut": {
    layer: residual({
      main: [conv1d({ filters: 3, kernel: 3, padding: "same" })],
      shortcut: [conv1d({ filters: 3, kernel: 1 })],
    }),
    output: [9, 3],
    parameters: {
      "conv1d_1/kernel": [3, 2, 3],
      "conv1d_1/bias": [3],
      "conv1d_2/kernel": [1, 2, 3],
      "conv1d_2/bias": [3],
    },
  },
  sigmoid: { layer: sigmoid(), output: [9, 2] },
  tanh: { layer: tanh(), output: [9, 2] },
  timeDistributed: {
    layer: timeDistributed({ parts: 3, layers: [conv1d({ filters: 4, kernel: 2 }), tanh(), flatten()] }),
    output: [3, 8],
    parameters: { "conv1d_1/kernel": [2, 2, 4], "conv1d_1/bias": [4] },
  },
  "timeDistributed, time left in the parts": {
    layer: timeDistributed({ parts: 3, layers: [conv1d({ filters: 4, kernel: 2 })] }),
    output: [3, 2, 4],
    parameters: { "conv1d_1/kernel": [2, 2, 4], "conv1d_1/bias": [4] },
  },
  towers: {
    layer: towers([globalAveragePool(), dense(3)], [flatten(), dense(2), tanh()]),
    output: [5],
    parameters: {
      "dense_1/kernel": [2, 3],
      "dense_1/bias": [3],
      "dense_2/kernel": [18, 2],
      "dense_2/bias": [2],
    },
  },
  unitLength: { before: [flatten()], layer: unitLength(), output: [18] },
};

const INPUT = { length: 9, channels: 2 };

/** The layer, read flat behind it where it needs that to end a network. */
function networkOf({
  before = [],
  layer,
  output,
  behind = output.length > 1 ? [flatten()] : [],
}: Case): Network {
  return { name: "case", input: INPUT, layers: [...before, layer, ...behind], output: "softmax" };
}

/** The network's forward graph with fresh weights written into it. */
function lowered(network: Network, batch: number, training: boolean): Uint8Array {
  const { graph, logits } = buildNetwork(network, batch, training);
  const weights = createWeights(network, testRandom("layers"));
  const fixed = new Map([...weights].map(([name, { data }]) => [name, data]));
  return lowerToOnnx(graph, { name: network.name, outputs: { logits }, parameters: { fixed } });
}

it("there is a case for every kind of layer", () => {
  const kinds = Object.values(CASES).map(({ layer }) => layer.kind);
  expect([...new Set(kinds)].sort()).toEqual([...LAYER_KINDS].sort());
});

describe.each(Object.entries(CASES))("%s", (_, layerCase) => {
  const network = networkOf(layerCase);
  const { layer, output, parameters = {} } = layerCase;

  it.each([3, ANY_BATCH])("makes the stated shape and parameters from a batch of %i", (batch) => {
    const built = buildNetwork(network, batch, false);
    const made = built.outputs.find(({ name }) => name === `${layer.kind}_1`);
    expect(made?.shape).toEqual([batch, ...output]);
    expect(Object.fromEntries(built.parameters.map(({ name, shape }) => [name, shape]))).toEqual(parameters);
    const counted = built.outputs.reduce((total, { parameters: own }) => total + own, 0);
    const learnt = built.parameters.filter(({ running }) => !running);
    const stated = learnt.map(({ shape }) => shape.reduce((size, dim) => size * dim, 1));
    expect(counted).toBe(stated.reduce((total, size) => total + size, 0));
  });

  it("passes gradients to its parameters and its input as central differences do", async () => {
    await expectNetworkGradients(network, 3, layerCase.draw ? { draw: layerCase.draw } : {});
  });

  it("gives the same graph after a way through JSON", () => {
    const read = JSON.parse(JSON.stringify(network)) as Network;
    expect(lowered(read, 3, true)).toEqual(lowered(network, 3, true));
  });

  if (!layerCase.byBatch)
    it("infers for a batch of any size what it computes in training, dropout aside", async () => {
      const random = testRandom("inference");
      const x = floats(
        Float32Array.from({ length: 3 * INPUT.length * INPUT.channels }, () => random.normal()),
        [3, INPUT.length, INPUT.channels],
      );
      const logits = async (model: Uint8Array, feeds: Record<string, Tensor>) => {
        const session = await createSession(model);
        const outputs = await session.run({ x, ...feeds });
        await session.release();
        return (outputs.logits as Tensor).data as Float32Array;
      };
      const ones = Object.fromEntries(
        buildNetwork(network, 3, true).masks.map(({ name, shape }) => [
          name,
          floats(new Float32Array(shape.reduce((size, dim) => size * dim, 1)).fill(1), shape),
        ]),
      );
      const trained = await logits(lowered(network, 3, true), ones);
      const inferred = await logits(lowered(network, ANY_BATCH, false), {});
      expect(inferred.length).toBe(trained.length);
      inferred.forEach((value, index) => {
        expect(value).toBeCloseTo(trained[index] as number, 5);
      });
    });
});

it("same padding puts an odd zero behind, as Keras does", async () => {
  // One filter of 4 positions, 1000, 100, 10 and 1: each output's digits are the four inputs it covers.
  const layers = [conv1d({ filters: 1, kernel: 4, padding: "same" }), flatten()];
  const network: Network = { name: "padded", input: { length: 5, channels: 1 }, layers, output: "softmax" };
  const weights = new Map([
    ["conv1d_1/kernel", { shape: [4, 1, 1], data: Float32Array.of(1000, 100, 10, 1) }],
    ["conv1d_1/bias", { shape: [1], data: Float32Array.of(0) }],
  ]);
  const model = await loadModel(exportModel(network, weights), network.input);
  const { logits } = await model.predict(Float32Array.of(1, 2, 3, 4, 5));
  await model.release();
  expect([...logits]).toEqual([123, 1234, 2345, 3450, 4500]);
});

it("unit length leaves the direction, and nothing as nothing", async () => {
  const layers = [flatten(), unitLength()];
  const network: Network = {
    name: "direction",
    input: { length: 2, channels: 1 },
    layers,
    output: "softmax",
  };
  const model = await loadModel(exportModel(network, new Map()), network.input);
  const { logits } = await model.predict(Float32Array.of(3, -4, 0, 0));
  await model.release();
  const [x, y, ...nothing] = logits;
  expect(x).toBeCloseTo(0.6, 6);
  expect(y).toBeCloseTo(-0.8, 6);
  expect(nothing).toEqual([0, 0]);
});

describe("what a layer refuses", () => {
  const build = (layers: readonly object[]) => () =>
    buildNetwork({ name: "case", input: INPUT, layers: layers as Layer[], output: "softmax" }, 2, true);
  const refusals: [string, readonly object[], string][] = [
    ["a kernel longer than the input", [conv1d({ filters: 1, kernel: 10 })], "a kernel of 10 does not fit"],
    ["a convolution of a flat input", [flatten(), conv1d({ filters: 1, kernel: 1 })], "not [2, 18]"],
    ["half a filter", [conv1d({ filters: 0.5, kernel: 1 })], "conv1d: filters must be a whole number"],
    ["a setting left out of a file", [{ kind: "conv1d", filters: 1, kernel: 1 }], "stride"],
    ["an unknown padding", [conv1d({ filters: 1, kernel: 1, padding: "causal" as "same" })], "got causal"],
    ["a dense layer on positions", [dense(2)], "dense takes [N, inputs], not [2, 9, 2]"],
    ["a dropout of everything", [dropout(1)], "dropout: rate must be in [0, 1), got 1"],
    ["no towers", [towers()], "at least one list of layers"],
    ["towers of different lengths", [towers([], [conv1d({ filters: 2, kernel: 2 })])], "cannot join"],
    ["a pool of a flat input", [flatten(), globalMaxPool()], "expected [N, length, channels], got [2, 18]"],
    ["features with positions", [features()], "features takes [N, size], not [2, 9, 2]"],
    ["half a unit", [lstm({ units: 0.5 })], "lstm: units must be a whole number"],
    ["no such direction", [gru({ units: 1, direction: "up" as "forward" })], "got up"],
    ["steps that are neither", [{ kind: "lstm", units: 1, direction: "forward" }], "sequences must be true"],
    [
      "a recurrent layer on a flat input",
      [flatten(), lstm({ units: 1 })],
      "lstm takes [N, length, channels]",
    ],
    ["a mask of no number", [masking({ value: Number.NaN })], "masking: value must be a number, got NaN"],
    [
      "masked steps before a convolution",
      [masking(), conv1d({ filters: 1, kernel: 1 })],
      "conv1d cannot leave",
    ],
    ["a channel that is not there", [keepChannels([0, 2])], "channels from 0 to 1 expected, got 2"],
    ["no channel", [keepChannels([])], "channels from 0 to 1 expected, got none"],
    ["masked steps read flat", [masking(), flatten()], "flatten cannot leave out the steps"],
    ["uneven parts", [timeDistributed({ parts: 2, layers: [] })], "a length that 2 parts share evenly"],
    ["a momentum of nothing", [batchNorm({ momentum: 0 })], "batchNorm: momentum must be in (0, 1], got 0"],
    ["no epsilon", [batchNorm({ epsilon: 0 })], "batchNorm: epsilon must be above 0, got 0"],
    ["a length of positions", [unitLength()], "unitLength takes [N, size], not [2, 9, 2]"],
    ["cosines of positions", [cosineDense(2, 1)], "cosineDense takes [N, inputs], not [2, 9, 2]"],
    ["cosines of no scale", [flatten(), cosineDense(2, 0)], "cosineDense: scale must be a number above 0"],
    ["a slope above the line", [leakyRelu(1)], "leakyRelu: slope must be in [0, 1), got 1"],
    ["a window longer than the input", [maxPool1d({ size: 10 })], "at least 10 positions, not [2, 9, 2]"],
    ["half a window", [averagePool1d({ size: 1.5 })], "averagePool1d: size must be a whole number"],
    [
      "a shortcut of another width",
      [residual({ main: [conv1d({ filters: 3, kernel: 1 })] })],
      "[2, 9, 3] and",
    ],
    ["a negative penalty", [conv1d({ filters: 1, kernel: 1, l2: -1 })], "conv1d: l2 must be a number of at"],
    ["attention to a flat input", [flatten(), attentionPool({ units: 2 })], "attentionPool takes [N, length"],
    [
      "a kind nobody wrote",
      [{ kind: "attention" }],
      'no layer "attention"; known: attentionPool, averagePool1d',
    ],
  ];
  it.each(refusals)("%s", (_, layers, message) => {
    expect(build(layers)).toThrow(expect.objectContaining({ name: "GraphError" }));
    expect(build(layers)).toThrow(message);
  });
});
