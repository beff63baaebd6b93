/** Batch normalisation, deviation pooling, cosine logits and the margin, held to PyTorch's: testing/golden.py. */
import { expect, it } from "vitest";
import { type Network, parameterCount } from "../network.js";
import { expectTrainsAsPytorch } from "../testing/golden.js";
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

it("three steps, the statistics they leave, and the logits in use agree with PyTorch", () =>
  expectTrainsAsPytorch(network, "batchNorm", 0.1, { margin: 0.5 }));

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
