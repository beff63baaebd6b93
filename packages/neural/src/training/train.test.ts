import { describe, expect, it } from "vitest";
import { relu } from "../layers/activations.js";
import { dense } from "../layers/dense.js";
import { dropout } from "../layers/dropout.js";
import { flatten } from "../layers/structure.js";
import { exportModel, loadModel } from "../model.js";
import type { Network } from "../network.js";
import { linearNetwork, PROBLEM_INPUT, separableExamples } from "../testing/problems.js";
import { testRandom } from "../testing/random.js";
import { createWeights, type Weights } from "../weights.js";
import { keepBest } from "./callbacks.js";
import type { TrainingOptions } from "./options.js";
import { train } from "./train.js";

const small: Network = {
  name: "small",
  input: PROBLEM_INPUT,
  layers: [flatten(), dense(8), relu(), dropout(0.2), dense(3)],
  output: "softmax",
};

const options = (more: Partial<TrainingOptions> = {}): TrainingOptions => ({
  examples: separableExamples(90, 3),
  epochs: 3,
  batch: 16,
  optimiser: { kind: "adam", learningRate: 0.02 },
  random: testRandom("train"),
  ...more,
});

const numbers = (weights: Weights) => [...weights].map(([name, { data }]) => [name, [...data]]);

async function predict(network: Network, weights: Weights, x: Float32Array) {
  const model = await loadModel(exportModel(network, weights), network.input);
  const prediction = await model.predict(x);
  await model.release();
  return prediction;
}

describe("learning", () => {
  it.each(["softmax", "sigmoid"] as const)("separates separable classes, with %s", async (output) => {
    const { history } = await train({ ...small, output }, options({ epochs: 15, validationShare: 0.2 }));
    expect(history).toHaveLength(15);
    expect(history.at(-1)?.loss).toBeLessThan((history[0]?.loss as number) / 2);
    expect(history.at(-1)?.validationAccuracy).toBe(1);
  });

  it("gives the same weights bit for bit from the same seed, others from another", async () => {
    const [one, again] = [await train(small, options()), await train(small, options())];
    expect(numbers(again.weights)).toEqual(numbers(one.weights));
    expect(again.history).toEqual(one.history);
    const other = await train(small, options({ random: testRandom("other") }));
    expect(numbers(other.weights)).not.toEqual(numbers(one.weights));
  });

  it("starts from the weights given and leaves them as they were", async () => {
    const weights = createWeights(small, testRandom("start"));
    const before = numbers(weights);
    const result = await train(small, options({ weights, epochs: 1 }));
    expect(numbers(weights)).toEqual(before);
    const untrained = await train(small, options({ weights, epochs: 0 }));
    expect(numbers(untrained.weights)).toEqual(before);
    expect(untrained.history).toEqual([]);
    expect(numbers(result.weights)).not.toEqual(before);
  });

  it("does not move frozen weights, and moves all others", async () => {
    const weights = createWeights(small, testRandom("start"));
    const frozen = ["dense_1/kernel", "dense_1/bias"];
    const { weights: after } = await train(small, options({ weights, frozen, validationShare: 0.2 }));
    for (const [name, { data }] of weights) {
      const same = after.get(name)?.data.every((value, index) => value === data[index]);
      expect(same, name).toBe(frozen.includes(name));
    }
  });

  it("shifts the decision towards a class of more weight", async () => {
    const examples = separableExamples(90, 3, 1.5);
    const count = async (classWeights: number[]) => {
      const { weights } = await train(small, options({ examples, classWeights, epochs: 10 }));
      const { scores } = await predict(small, weights, examples.x);
      const decided = Array.from({ length: 90 }, (_, row) => {
        const [a, b, c] = scores.slice(3 * row, 3 * row + 3) as unknown as [number, number, number];
        return a > b && a > c;
      });
      return decided.filter(Boolean).length;
    };
    expect(await count([8, 1, 1])).toBeGreaterThan((await count([1, 1, 1])) + 5);
  });
});

it("hands out the weights that a callback kept, of the epoch with the lowest loss", async () => {
  const more = { examples: separableExamples(60, 3, 2), validationShare: 0.3, batch: 8 };
  const optimiser = { kind: "adam", learningRate: 0.1 } as const;
  const callbacks = [keepBest("validationLoss")];
  const { history, weights } = await train(small, options({ ...more, optimiser, epochs: 12, callbacks }));
  const losses = history.map(({ validationLoss }) => validationLoss as number);
  const best = losses.indexOf(Math.min(...losses)) + 1;
  expect(best).toBeGreaterThan(1);
  expect(best).toBeLessThan(12);
  const ended = await train(small, options({ ...more, optimiser, epochs: best }));
  expect(numbers(weights)).toEqual(numbers(ended.weights));
});

describe("the loss of an epoch", () => {
  // At rate 0 the weights stay, so that the loss can be computed from the scores by hand.
  const still = { kind: "sgd", learningRate: 0 } as const;
  const network = linearNetwork(3);
  const weights = createWeights(network, testRandom("start"));
  const examples = separableExamples(23, 3);
  const random = testRandom("train");

  async function byHand(weight: (label: number) => number, smoothing = 0): Promise<number> {
    const { scores } = await predict(network, weights, examples.x);
    const losses = [...examples.labels].map((label, row) => {
      const terms = [0, 1, 2].map((c) => {
        const target = (c === label ? 1 - smoothing : 0) + smoothing / 3;
        return -target * Math.log(scores[3 * row + c] as number);
      });
      return weight(label) * terms.reduce((total, term) => total + term, 0);
    });
    return losses.reduce((total, loss) => total + loss, 0) / losses.length;
  }

  it("is the mean over all examples, the last smaller batch too", async () => {
    const expected = await byHand(() => 1);
    for (const batch of [1, 5, 8, 23, 64]) {
      const { history } = await train(network, {
        examples,
        weights,
        batch,
        random,
        epochs: 1,
        optimiser: still,
      });
      expect(history[0]?.loss, `batches of ${batch}`).toBeCloseTo(expected, 5);
    }
  });

  it("counts classes by their weights and smooths labels", async () => {
    const { history } = await train(network, {
      examples,
      weights,
      random,
      batch: 8,
      epochs: 1,
      optimiser: still,
      classWeights: [1, 2, 0.5],
      labelSmoothing: 0.3,
    });
    expect(history[0]?.loss).toBeCloseTo(await byHand((label) => [1, 2, 0.5][label] as number, 0.3), 5);
  });

  it("is measured on the examples held out as on those trained on", async () => {
    const { history } = await train(network, {
      examples,
      weights,
      random,
      batch: 8,
      epochs: 1,
      optimiser: still,
      validationShare: 0.5,
    });
    const { loss, validationLoss, accuracy, validationAccuracy } = history[0] as Required<
      (typeof history)[0]
    >;
    // Of 8, 8 and 7 examples 4, 4 and 3 are held out.
    expect((12 * (loss as number) + 11 * (validationLoss as number)) / 23).toBeCloseTo(
      await byHand(() => 1),
      5,
    );
    const { scores } = await predict(network, weights, examples.x);
    const right = [...examples.labels].filter((label, row) => {
      const own = scores.slice(3 * row, 3 * row + 3);
      return own.indexOf(Math.max(...own)) === label;
    });
    expect(12 * (accuracy as number) + 11 * (validationAccuracy as number)).toBeCloseTo(right.length, 9);
  });
});

it("dropout drops its share of the values and scales up what stays", async () => {
  // One value 1 an example, weight 1, one sigmoid whose target is 1: the loss log(1 + e^−z) tells z.
  const rate = 0.3;
  const network: Network = {
    name: "dropout",
    input: { length: 1, channels: 1 },
    layers: [flatten(), dropout(rate), dense(1)],
    output: "sigmoid",
  };
  const count = 4000;
  const { history } = await train(network, {
    examples: { x: new Float32Array(count).fill(1), labels: new Int32Array(count) },
    weights: new Map([
      ["dense_1/kernel", { shape: [1, 1], data: Float32Array.of(1) }],
      ["dense_1/bias", { shape: [1], data: Float32Array.of(0) }],
    ]),
    epochs: 2,
    batch: 500,
    optimiser: { kind: "sgd", learningRate: 0 },
    random: testRandom("dropout"),
  });
  const [dropped, kept] = [Math.log(2), Math.log1p(Math.exp(-1 / (1 - rate)))];
  const shares = history.map(({ loss }) => (loss - kept) / (dropped - kept));
  const deviation = Math.sqrt((rate * (1 - rate)) / count);
  for (const share of shares) expect(Math.abs(share - rate)).toBeLessThan(4 * deviation);
  expect(shares[0]).not.toBe(shares[1]);
});

describe("divergence", () => {
  it("a loss that grows beyond all numbers ends the training as diverged", async () => {
    const optimiser = { kind: "sgd", learningRate: 1e30 } as const;
    const attempt = train(small, options({ optimiser, epochs: 10 }));
    await expect(attempt).rejects.toThrow(expect.objectContaining({ code: "diverged" }));
    await expect(attempt).rejects.toThrow("try a lower learning rate than 1e+30");
  });

  it("weights that are no numbers after the very last step are not handed out", async () => {
    const optimiser = { kind: "sgd", learningRate: 3e38 } as const;
    const attempt = train(
      linearNetwork(3),
      options({
        optimiser,
        epochs: 1,
        batch: 90,
        examples: { ...separableExamples(90, 3), x: new Float32Array(720).fill(1e3) },
      }),
    );
    await expect(attempt).rejects.toThrow(expect.objectContaining({ code: "diverged" }));
  });
});
