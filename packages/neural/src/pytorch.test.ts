/** Forward values, losses, gradients and optimiser steps, held to PyTorch's: testing/golden.py made golden.json. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Shape, sizeOf } from "./graph/shape.js";
import { relu } from "./layers/activations.js";
import { conv1d } from "./layers/conv1d.js";
import { dense } from "./layers/dense.js";
import { globalMaxPool } from "./layers/pooling.js";
import { towers } from "./layers/structure.js";
import { exportModel, loadModel } from "./model.js";
import { buildNetwork, type Network } from "./network.js";
import { testRandom } from "./testing/random.js";
import type { OptimiserSettings } from "./training/optimiser.js";
import { train } from "./training/train.js";
import type { Weights } from "./weights.js";

interface Golden {
  readonly source: string;
  readonly features: readonly number[];
  readonly logits: readonly number[];
  readonly scores: Readonly<Record<Network["output"], readonly number[]>>;
  readonly losses: Readonly<Record<Network["output"], number>>;
  readonly gradients: Readonly<Record<Network["output"], Numbers>>;
  readonly trained: Readonly<
    Record<string, { readonly losses: readonly number[]; readonly weights: Numbers }>
  >;
}
type Numbers = Readonly<Record<string, readonly number[]>>;

const golden = JSON.parse(readFileSync(new URL("./testing/golden.json", import.meta.url), "utf8")) as Golden;

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

/** The formula of golden.py. */
function values(shape: Shape, seed: number, size: number): Float32Array {
  return Float32Array.from(
    { length: sizeOf(shape) },
    (_, i) => size * Math.sin(seed + 1.7 * i + 0.03 * i * i),
  );
}

const examples = { x: values([4, 16, 2], 0.3, 1), labels: Int32Array.of(0, 2, 1, 2) };
const weights: Weights = new Map(
  buildNetwork(network("softmax"), 1, false).parameters.map(({ name, shape }, index) => [
    name,
    { shape, data: values(shape, index, 0.5) },
  ]),
);

function expectClose(ours: ArrayLike<number>, theirs: readonly number[], what: string): void {
  expect(ours.length, what).toBe(theirs.length);
  theirs.forEach((value, index) => {
    expect(Math.abs((ours[index] as number) - value), `${what}, number ${index}`).toBeLessThan(2e-6);
  });
}

/** Every epoch is one step on all four examples. */
const learn = (output: Network["output"], optimiser: OptimiserSettings, epochs: number) =>
  train(network(output), {
    examples,
    epochs,
    batch: 4,
    optimiser,
    weights,
    random: testRandom("golden"),
  });

describe.each(["softmax", "sigmoid"] as const)(`with %s as ${golden.source} has it`, (output) => {
  it("scores, logits and features agree", async () => {
    const model = await loadModel(exportModel(network(output), weights), network(output).input);
    const prediction = await model.predict(examples.x);
    await model.release();
    expectClose(prediction.scores, golden.scores[output], "scores");
    expectClose(prediction.logits, golden.logits, "logits");
    expectClose(prediction.features, golden.features, "features");
  });

  it("loss and all gradients agree", async () => {
    const { history, weights: after } = await learn(output, { kind: "sgd", learningRate: 1 }, 1);
    expect(history[0]?.loss).toBeCloseTo(golden.losses[output], 5);
    // A step at rate 1 takes the gradient off the weights.
    for (const [name, { data }] of weights) {
      const moved = after.get(name)?.data as Float32Array;
      const gradient = data.map((value, index) => value - (moved[index] as number));
      expectClose(gradient, golden.gradients[output][name] as readonly number[], name);
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
      expected?.losses ?? [],
      "losses",
    );
    for (const [tensor, { data }] of after) expectClose(data, expected?.weights[tensor] ?? [], tensor);
  });
});
