/** Batch normalisation, deviation pooling, cosine logits and the margin, held to PyTorch's: testing/golden.py. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Shape, sizeOf } from "../graph/shape.js";
import { exportModel, loadModel } from "../model.js";
import { buildNetwork, type Network, parameterCount } from "../network.js";
import { separableExamples } from "../testing/problems.js";
import { testRandom } from "../testing/random.js";
import { train } from "../training/train.js";
import { createWeights, type Weights } from "../weights.js";
import { relu } from "./activations.js";
import { batchNorm } from "./batch-norm.js";
import { conv1d } from "./conv1d.js";
import { cosineDense } from "./cosine-dense.js";
import { dense } from "./dense.js";
import { globalAveragePool, globalDeviationPool } from "./pooling.js";
import { flatten, towers } from "./structure.js";

const golden = JSON.parse(readFileSync(new URL("../testing/golden.json", import.meta.url), "utf8"))
  .batchNorm as {
  readonly losses: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly logits: readonly number[];
};

const network: Network = {
  name: "normalised",
  input: { length: 16, channels: 2 },
  layers: [
    conv1d({ filters: 4, kernel: 3 }),
    batchNorm(),
    towers([globalAveragePool()], [globalDeviationPool()]),
    dense(3),
    batchNorm(),
    cosineDense(3, 4),
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
    margin: 0.5,
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

const small: Network = {
  name: "small",
  input: { length: 4, channels: 2 },
  layers: [flatten(), dense(6), batchNorm(), relu(), dense(3)],
  output: "softmax",
};

it("statistics are no parameters, move in training, and stay where the layer is frozen", async () => {
  expect(parameterCount(small)).toBe(8 * 6 + 6 + 12 + 18 + 3);
  const options = {
    examples: separableExamples(30, 3, 0.5),
    epochs: 2,
    batch: 8,
    optimiser: { kind: "adam", learningRate: 0.01 },
    random: testRandom("frozen"),
  } as const;
  const fresh = createWeights(small, testRandom("frozen"));
  const mean = (weights: Weights) => weights.get("batchNorm_1/mean")?.data;
  const moved = await train(small, { ...options, weights: fresh });
  expect(mean(moved.weights)).not.toEqual(mean(fresh));
  const frozen = ["dense_1/kernel", "dense_1/bias", "batchNorm_1/gamma", "batchNorm_1/beta"];
  const kept = await train(small, { ...options, weights: moved.weights, frozen });
  expect(mean(kept.weights)).toEqual(mean(moved.weights));
  expect(kept.weights.get("dense_2/kernel")?.data).not.toEqual(moved.weights.get("dense_2/kernel")?.data);
});
