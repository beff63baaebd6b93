import { describe, expect, it } from "vitest";
import { linearNetwork, separableExamples } from "../testing/problems.js";
import { testRandom } from "../testing/random.js";
import { createWeights } from "../weights.js";
import type { TrainingOptions } from "./options.js";
import { train } from "./train.js";

describe("what cannot be trained is refused in one line", () => {
  const examples = separableExamples(6, 3);
  const sound: TrainingOptions = {
    examples,
    epochs: 1,
    batch: 4,
    optimiser: { kind: "sgd", learningRate: 0.1 },
    random: testRandom("refused"),
  };
  const withLabel = (label: number) => ({ ...examples, labels: examples.labels.with(4, label) });
  const withValue = (value: number) => ({ ...examples, x: examples.x.with(8 * 5 + 3, value) });
  const foreign = createWeights(linearNetwork(4), testRandom(1));
  const refusals: [string, Partial<TrainingOptions>, code: string, message: string][] = [
    ["no examples", { examples: { x: new Float32Array(), labels: new Int32Array() } }, "data", "no examples"],
    [
      "x of another size",
      { examples: { ...examples, x: new Float32Array(47) } },
      "data",
      "6 examples of 8 numbers need 48, got 47",
    ],
    [
      "examples shorter than the network takes",
      { examples: { x: new Float32Array(36), labels: new Int32Array(6), length: 3 } },
      "option",
      "an example's length must be a whole number of at least 4, as the network takes, got 3",
    ],
    ["a label too high", { examples: withLabel(3) }, "data", "example 4 has the label 3, outside 0 … 2"],
    ["a label below 0", { examples: withLabel(-1) }, "data", "example 4 has the label -1, outside 0 … 2"],
    [
      "a NaN among the inputs",
      { examples: withValue(Number.NaN) },
      "data",
      "example 5 holds NaN; inputs must be finite",
    ],
    ["an infinite input", { examples: withValue(-1 / 0) }, "data", "example 5 holds -Infinity"],
    ["half an epoch", { epochs: 1.5 }, "option", "epochs must be a whole number of at least 0, got 1.5"],
    ["an empty batch", { batch: 0 }, "option", "batch must be a whole number of at least 1, got 0"],
    [
      "a share of all for validation",
      { validationShare: 1 },
      "option",
      "validation share must be in [0, 1), got 1",
    ],
    ["too few class weights", { classWeights: [1, 2] }, "option", "3 class weights are needed, got 2"],
    [
      "a negative class weight",
      { classWeights: [1, -2, 1] },
      "option",
      "class weights must be at least 0, got -2",
    ],
    [
      "more examples mixed than there are",
      { mixing: { share: 1.5 } },
      "option",
      "mixing: share must be in [0, 1], got 1.5",
    ],
    [
      "less than none mixed with their own class",
      { mixing: { share: 0.5, own: -0.1 } },
      "option",
      "mixing: own must be in [0, 1], got -0.1",
    ],
    ["labels smoothed away", { labelSmoothing: 1 }, "option", "label smoothing must be in [0, 1), got 1"],
    [
      "a frozen name nobody knows",
      { frozen: ["dense_7/bias"] },
      "option",
      "no weights dense_7/bias to freeze; known: dense_1/kernel",
    ],
    ["all of it frozen", { frozen: ["dense_1/kernel", "dense_1/bias"] }, "option", "every layer is frozen"],
    [
      "weights of another network",
      { weights: foreign },
      "weights",
      "dense_1/kernel must be [8, 3], got [8, 4]",
    ],
    ["weights that lack a tensor", { weights: new Map() }, "weights", "no weights for dense_1/kernel"],
    [
      "a rate that is no number",
      { optimiser: { kind: "sgd", learningRate: Number.NaN } },
      "option",
      "learningRate must be a finite number of at least 0, got NaN",
    ],
    [
      "an Adam that never forgets",
      { optimiser: { kind: "adam", learningRate: 1, beta1: 1 } },
      "option",
      "beta1 must be in [0, 1), got 1",
    ],
    [
      "an optimiser nobody wrote",
      { optimiser: { kind: "rmsprop", learningRate: 1 } as never },
      "option",
      "no optimiser rmsprop; known: adam, sgd",
    ],
  ];
  it.each(refusals)("%s", async (_, more, code, message) => {
    const attempt = train(linearNetwork(3), { ...sound, ...more });
    await expect(attempt).rejects.toThrow(expect.objectContaining({ name: "GraphError", code }));
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.not.toThrow("\n");
  });
});
