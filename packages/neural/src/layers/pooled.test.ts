/** Local pools, leaky relu, residual blocks, attentive statistics and L2, held to PyTorch's: testing/golden.py. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Shape, sizeOf } from "../graph/shape.js";
import { exportModel, loadModel } from "../model.js";
import { buildNetwork, type Network } from "../network.js";
import { linearNetwork, separableExamples } from "../testing/problems.js";
import { testRandom } from "../testing/random.js";
import { train } from "../training/train.js";
import { createWeights, type Weights } from "../weights.js";
import { leakyRelu, tanh } from "./activations.js";
import { attentionPool } from "./attention-pool.js";
import { batchNorm } from "./batch-norm.js";
import { conv1d } from "./conv1d.js";
import { dense } from "./dense.js";
import { averagePool1d, maxPool1d } from "./local-pooling.js";
import { residual } from "./residual.js";
import { flatten } from "./structure.js";

const golden = JSON.parse(readFileSync(new URL("../testing/golden.json", import.meta.url), "utf8"))
  .pooled as {
  readonly losses: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly logits: readonly number[];
};

const network: Network = {
  name: "pooled",
  input: { length: 16, channels: 2 },
  layers: [
    conv1d({ filters: 4, kernel: 3, padding: "same", l2: 0.01 }),
    batchNorm({ momentum: 0.8 }),
    leakyRelu(0.3),
    averagePool1d({ size: 2 }),
    residual({
      main: [conv1d({ filters: 6, kernel: 3, padding: "same" }), tanh()],
      shortcut: [conv1d({ filters: 6, kernel: 1 })],
    }),
    maxPool1d({ size: 3, stride: 2 }),
    attentionPool({ units: 5, deviation: true }),
    dense(3, { l2: 0.02 }),
  ],
  output: "softmax",
};

/** The formula of golden.py. */
function values(shape: Shape, seed: number, size: number): Float32Array {
  return Float32Array.from(
    { length: sizeOf(shape) },
    (_, i) => size * Math.sin(seed + 1.7 * i + 0.03 * i * i),
  );
}

/** Learnt tensors by the formula, statistics as they begin. */
function start(): Weights {
  const { parameters } = buildNetwork(network, 1, false);
  const learnt = parameters.filter(({ running }) => !running).map(({ name }) => name);
  const fresh = createWeights(network, testRandom("statistics"));
  return new Map(
    parameters.map(({ name, shape, running }) => {
      const data = running
        ? (fresh.get(name)?.data as Float32Array)
        : values(shape, learnt.indexOf(name), 0.5);
      return [name, { shape, data }];
    }),
  );
}

function expectClose(ours: ArrayLike<number>, theirs: readonly number[] | undefined, what: string): void {
  expect(ours.length, what).toBe(theirs?.length);
  theirs?.forEach((value, index) => {
    expect(Math.abs((ours[index] as number) - value), `${what}, number ${index}`).toBeLessThan(5e-6);
  });
}

it("three steps, the statistics they leave, and the logits in use agree with PyTorch", async () => {
  const examples = { x: values([4, 16, 2], 0.3, 1), labels: Int32Array.of(0, 2, 1, 2) };
  const { weights, history } = await train(network, {
    examples,
    epochs: 3,
    batch: 4,
    optimiser: { kind: "sgd", learningRate: 0.1 },
    weights: start(),
    random: testRandom("golden"),
  });
  expectClose(
    history.map(({ loss }) => loss),
    golden.losses,
    "losses",
  );
  for (const [name, { data }] of weights) expectClose(data, golden.weights[name], name);
  const model = await loadModel(exportModel(network, weights), network.input);
  expectClose((await model.predict(examples.x)).logits, golden.logits, "logits");
  await model.release();
});

it("a penalty counts in the validation's loss too, and makes kernels smaller", async () => {
  const learn = async (l2: number) => {
    const { history, weights } = await train(
      { ...linearNetwork(3), layers: [flatten(), dense(3, { l2 })] },
      {
        examples: separableExamples(30, 3),
        epochs: 10,
        batch: 8,
        validationShare: 0.3,
        optimiser: { kind: "sgd", learningRate: 0.1 },
        random: testRandom("penalty"),
      },
    );
    const kernel = weights.get("dense_1/kernel")?.data as Float32Array;
    return { squares: kernel.reduce((total, w) => total + w * w, 0), last: history.at(-1) };
  };
  const [free, held] = [await learn(0), await learn(0.1)];
  expect(held.squares).toBeLessThan(free.squares / 2);
  // The rows' own loss is above 0, so the whole is above the penalty.
  expect(held.last?.validationLoss).toBeGreaterThan(0.1 * held.squares);
});
