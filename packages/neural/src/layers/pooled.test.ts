/** Local pools, leaky relu, residual blocks, attentive statistics and L2, held to PyTorch's: testing/golden.py. */
import { expect, it } from "vitest";
import type { Network } from "../network.js";
import { expectTrainsAsPytorch } from "../testing/golden.js";
import { linearNetwork, separableExamples } from "../testing/problems.js";
import { testRandom } from "../testing/random.js";
import { train } from "../training/train.js";
import { leakyRelu, tanh } from "./activations.js";
import { attentionPool } from "./attention-pool.js";
import { batchNorm } from "./batch-norm.js";
import { conv1d } from "./conv1d.js";
import { dense } from "./dense.js";
import { averagePool1d, maxPool1d } from "./local-pooling.js";
import { residual } from "./residual.js";
import { flatten } from "./structure.js";

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

it("three steps, the statistics they leave, and the logits in use agree with PyTorch", () =>
  expectTrainsAsPytorch(network, "pooled", 0.1));

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
