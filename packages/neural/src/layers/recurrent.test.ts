/** Recurrent layers with masked steps; the rest of what they do is held by layers.test.ts and operators.test.ts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lowerToOnnx } from "../graph/lower.js";
import { ANY_BATCH } from "../graph/shape.js";
import { exportModel, loadModel } from "../model.js";
import { buildNetwork, type Network } from "../network.js";
import { createSession, floats, type Tensor } from "../runtime/session.js";
import { testRandom } from "../testing/random.js";
import { train } from "../training/train.js";
import { createWeights } from "../weights.js";
import { attentionPool } from "./attention-pool.js";
import { batchNorm } from "./batch-norm.js";
import { dense } from "./dense.js";
import { gru } from "./gru.js";
import type { Layer } from "./layer.js";
import { lstm } from "./lstm.js";
import { masking } from "./masking.js";
import { globalAveragePool, globalDeviationPool, globalMaxPool } from "./pooling.js";

const CHANNELS = 2;

function networkOf(length: number, layers: readonly Layer[]): Network {
  return {
    name: "masked",
    input: { length, channels: CHANNELS },
    layers: [masking(), ...layers],
    output: "softmax",
  };
}

/** Fresh weights, moved off zero where they are biases. */
function weightsOf(network: Network) {
  const random = testRandom("masked");
  return new Map(
    [...createWeights(network, random)].map(([name, { shape, data }]) => [
      name,
      { shape, data: name.endsWith("variance") ? data : data.map((value) => value + random.normal() / 5) },
    ]),
  );
}

async function logits(network: Network, x: Float32Array): Promise<Float32Array> {
  const model = await loadModel(exportModel(network, weightsOf(network)), network.input);
  const prediction = await model.predict(x);
  await model.release();
  return prediction.logits;
}

/** What the training graph computes of the same weights. */
async function trainingLogits(network: Network, x: Float32Array): Promise<Float32Array> {
  const { length, channels } = network.input;
  const batch = x.length / (length * channels);
  const { graph, logits } = buildNetwork(network, batch, true);
  const fixed = new Map([...weightsOf(network)].map(([name, { data }]) => [name, data]));
  const session = await createSession(
    lowerToOnnx(graph, { name: "training", outputs: { logits }, parameters: { fixed } }),
  );
  const outputs = await session.run({ x: floats(x, [batch, length, channels]) });
  await session.release();
  return (outputs.logits as Tensor).data as Float32Array;
}

const STACKS: Readonly<Record<string, readonly Layer[]>> = {
  lstm: [lstm({ units: 3, sequences: false })],
  "lstm, backward": [lstm({ units: 3, direction: "backward", sequences: false })],
  "lstm twice, both ways": [
    lstm({ units: 3, direction: "bidirectional" }),
    batchNorm(),
    lstm({ units: 2, direction: "bidirectional", sequences: false }),
  ],
  gru: [gru({ units: 3, sequences: false })],
  "gru twice, both ways": [
    gru({ units: 3, direction: "bidirectional" }),
    gru({ units: 2, direction: "bidirectional", sequences: false }),
  ],
  globalAveragePool: [lstm({ units: 3 }), globalAveragePool()],
  globalMaxPool: [lstm({ units: 3 }), globalMaxPool()],
  globalDeviationPool: [gru({ units: 3 }), globalDeviationPool()],
  attentionPool: [gru({ units: 3 }), attentionPool({ units: 2, deviation: true })],
};

/** Windows of the given lengths, with so many zero steps before, inside (after the first step) and behind each. */
interface Padded {
  readonly length: number;
  readonly before: number;
  readonly inside: number;
}

const LONGEST = 4;
const ROOM = 9;

/** The windows' own steps, one row each, and the same padded with zeros to ROOM steps. */
function padded(windows: readonly Padded[]) {
  const random = testRandom("windows");
  const own = windows.map(({ length }) =>
    Float32Array.from({ length: length * CHANNELS }, () => random.normal()),
  );
  const x = new Float32Array(windows.length * ROOM * CHANNELS);
  windows.forEach(({ before, inside }, row) => {
    const steps = own[row] as Float32Array;
    const at = (row * ROOM + before) * CHANNELS;
    x.set(steps.subarray(0, CHANNELS), at);
    x.set(steps.subarray(CHANNELS), at + (1 + inside) * CHANNELS);
  });
  return { own, x };
}

describe.each(Object.entries(STACKS))("masked steps have no effect on %s", (_, layers) => {
  it("before, between and behind the steps that count, beside windows of other lengths", async () => {
    const windows = fc.array(
      fc.record({
        length: fc.integer({ min: 1, max: LONGEST }),
        before: fc.integer({ min: 0, max: 3 }),
        inside: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(windows, async (rows) => {
        const { own, x } = padded(rows);
        const together = await logits(networkOf(ROOM, layers), x);
        const size = together.length / rows.length;
        for (const [row, steps] of own.entries()) {
          const alone = await logits(networkOf(steps.length / CHANNELS, layers), steps);
          alone.forEach((value, index) => {
            expect(Math.abs(value - (together[row * size + index] as number))).toBeLessThan(1e-6);
          });
        }
      }),
      { numRuns: 5 },
    );
  });

  if (!layers.some(({ kind }) => kind === "batchNorm"))
    it("in the training graph as in use, also where a whole window is masked", async () => {
      const { x } = padded([
        { length: 4, before: 2, inside: 1 },
        { length: 1, before: 0, inside: 0 },
        { length: 3, before: 6, inside: 0 },
      ]);
      const all = new Float32Array(x.length + ROOM * CHANNELS);
      all.set(x);
      const network = networkOf(ROOM, layers);
      const inferred = await logits(network, all);
      const trained = await trainingLogits(network, all);
      expect(inferred.length).toBe(trained.length);
      inferred.forEach((value, index) => {
        expect(Math.abs(value - (trained[index] as number)), `logit ${index}`).toBeLessThan(1e-6);
      });
    });
});

it("what a recurrent layer makes of an example does not depend on the others, bit for bit", async () => {
  const network = networkOf(ROOM, STACKS["lstm twice, both ways"] as readonly Layer[]);
  const { x } = padded(
    Array.from({ length: 8 }, (_, row) => ({ length: 1 + (row % LONGEST), before: row % 3, inside: 0 })),
  );
  const together = await logits(network, x);
  const size = ROOM * CHANNELS;
  for (const row of [0, 3, 7]) {
    const alone = await logits(network, x.slice(row * size, (row + 1) * size));
    expect(alone).toEqual(together.slice(row * alone.length, (row + 1) * alone.length));
  }
});

it.each<[string, number, (l2: number) => Layer]>([
  ["lstm", 2, (l2) => lstm({ units: 3, direction: "bidirectional", sequences: false, l2 })],
  ["gru", 1, (l2) => gru({ units: 3, sequences: false, l2 })],
])("the penalty of %s is of its kernels of the input, and added to the loss", async (_, count, layer) => {
  const weights = weightsOf(networkOf(ROOM, [layer(0), dense(2)]));
  const { x } = padded([{ length: 4, before: 1, inside: 0 }]);
  const lossOf = async (l2: number) => {
    const { history } = await train(networkOf(ROOM, [layer(l2), dense(2)]), {
      examples: { x, labels: Int32Array.of(1) },
      epochs: 1,
      batch: 1,
      optimiser: { kind: "sgd", learningRate: 0.1 },
      weights,
      random: testRandom("penalty"),
    });
    return history[0]?.loss as number;
  };
  const kernels = [...weights].filter(([name]) => /^(lstm|gru)_1\/(.+\/)?kernel$/.test(name));
  expect(kernels).toHaveLength(count);
  const squares = kernels.flatMap(([, { data }]) => [...data]).reduce((sum, w) => sum + w * w, 0);
  expect((await lossOf(0.1)) - (await lossOf(0))).toBeCloseTo(0.1 * squares, 5);
});

it("masking takes steps that equal another value, in all channels, for masked", async () => {
  const layers = [masking({ value: -1 }), globalAveragePool()];
  const network: Network = { name: "masked", input: { length: 3, channels: 2 }, layers, output: "softmax" };
  expect([...(await logits(network, Float32Array.of(-1, -1, -1, 3, 4, 5)))]).toEqual([1.5, 4]);
});

it("a model of masked steps takes batches of any size", () => {
  const built = buildNetwork(networkOf(ROOM, STACKS.lstm as readonly Layer[]), ANY_BATCH, false);
  expect(built.logits.shape).toEqual([ANY_BATCH, 3]);
});
