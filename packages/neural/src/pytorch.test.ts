/** Forward values, losses, gradients and optimiser steps, held to PyTorch's: testing/golden.py made golden.json. */
import { describe, expect, it } from "vitest";
import { relu } from "./layers/activations.js";
import { conv1d } from "./layers/conv1d.js";
import { dense } from "./layers/dense.js";
import { globalMaxPool } from "./layers/pooling.js";
import { towers } from "./layers/structure.js";
import { exportModel, loadModel } from "./model.js";
import type { Network } from "./network.js";
import { expectClose, GOLDEN_EXAMPLES, golden, goldenWeights } from "./testing/golden.js";
import { testRandom } from "./testing/random.js";
import type { OptimiserSettings } from "./training/optimiser.js";
import { train } from "./training/train.js";

function network(output: Network["output"]): Network {
  const tower = (kernel: number, second: number) => [
    conv1d({ filters: 2, kernel, stride: 2 }),
    relu(),
    conv1d({ filters: 3, kernel: second }),
    relu(),
    globalMaxPool(),
  ];
  return {
    name: "golden",
    input: { length: 16, channels: 2 },
    layers: [towers(tower(6, 3), tower(4, 2)), dense(4), relu(), dense(3)],
    output,
  };
}

const weights = goldenWeights(network("softmax"));

const WITHIN = 2e-6;

/** Every epoch is one step on all four examples. */
const learn = (output: Network["output"], optimiser: OptimiserSettings, epochs: number) =>
  train(network(output), {
    examples: GOLDEN_EXAMPLES,
    epochs,
    batch: 4,
    optimiser,
    weights,
    random: testRandom("golden"),
  });

describe.each(["softmax", "sigmoid"] as const)(`with %s as ${golden.source} has it`, (output) => {
  it("scores, logits and features agree", async () => {
    const model = await loadModel(exportModel(network(output), weights), network(output).input);
    const prediction = await model.predict(GOLDEN_EXAMPLES.x);
    await model.release();
    expectClose(prediction.scores, golden.scores[output], WITHIN, "scores");
    expectClose(prediction.logits, golden.logits, WITHIN, "logits");
    expectClose(prediction.features, golden.features, WITHIN, "features");
  });

  it("loss and all gradients agree", async () => {
    const { history, weights: after } = await learn(output, { kind: "sgd", learningRate: 1 }, 1);
    expect(history[0]?.loss).toBeCloseTo(golden.losses[output], 5);
    // A step at rate 1 takes the gradient off the weights.
    for (const [name, { data }] of weights) {
      const moved = after.get(name)?.data as Float32Array;
      const gradient = data.map((value, index) => value - (moved[index] as number));
      expectClose(gradient, golden.gradients[output][name], WITHIN, name);
    }
  });
});

describe("three steps of an optimiser agree", () => {
  const optimisers: Record<string, OptimiserSettings> = {
    adam: { kind: "adam", learningRate: 0.01 },
    adamW: { kind: "adam", learningRate: 0.01, decay: 0.1, weightDecay: 0.05 },
    sgd: { kind: "sgd", learningRate: 0.1 },
    momentum: { kind: "sgd", learningRate: 0.1, decay: 0.1, momentum: 0.9 },
  };
  it("and there is a case for each that PyTorch computed", () => {
    expect(Object.keys(optimisers)).toEqual(Object.keys(golden.trained));
  });

  it.each(Object.entries(optimisers))("%s", async (name, optimiser) => {
    const { history, weights: after } = await learn("softmax", optimiser, 3);
    const expected = golden.trained[name];
    expectClose(
      history.map(({ loss }) => loss),
      expected?.losses,
      WITHIN,
      "losses",
    );
    for (const [tensor, { data }] of after) expectClose(data, expected?.weights[tensor], WITHIN, tensor);
  });
});
