/** What PyTorch makes of the same networks: golden.py made golden.json. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type Shape, sizeOf } from "../graph/shape.js";
import { exportModel, loadModel } from "../model.js";
import { buildNetwork, type Network } from "../network.js";
import type { TrainingOptions } from "../training/options.js";
import { train } from "../training/train.js";
import { createWeights, type Weights } from "../weights.js";
import { testRandom } from "./random.js";

export type Numbers = Readonly<Record<string, readonly number[]>>;

/** Three steps of gradient descent on all four examples. */
interface GoldenTraining {
  readonly losses: readonly number[];
  /** After the steps. */
  readonly weights: Numbers;
  /** Of the network in use, after the steps. */
  readonly logits: readonly number[];
}

/** golden.json, for networks of convolutions and, by name, for others. */
interface Golden extends Readonly<Record<"batchNorm" | "pooled" | "recurrent", GoldenTraining>> {
  readonly source: string;
  readonly features: readonly number[];
  readonly logits: readonly number[];
  readonly scores: Readonly<Record<Network["output"], readonly number[]>>;
  readonly losses: Readonly<Record<Network["output"], number>>;
  readonly gradients: Readonly<Record<Network["output"], Numbers>>;
  readonly trained: Readonly<Record<string, Pick<GoldenTraining, "losses" | "weights">>>;
}

export const golden = JSON.parse(readFileSync(new URL("./golden.json", import.meta.url), "utf8")) as Golden;

/** The formula of golden.py. */
function goldenValues(shape: Shape, seed: number, size: number): Float32Array {
  return Float32Array.from(
    { length: sizeOf(shape) },
    (_, i) => size * Math.sin(seed + 1.7 * i + 0.03 * i * i),
  );
}

/** x [4, 16, 2] of three classes. */
export const GOLDEN_EXAMPLES = { x: goldenValues([4, 16, 2], 0.3, 1), labels: Int32Array.of(0, 2, 1, 2) };

/** Learnt tensors by the formula, statistics as they begin. */
export function goldenWeights(network: Network): Weights {
  const { parameters } = buildNetwork(network, 1, false);
  const learnt = parameters.filter(({ running }) => !running).map(({ name }) => name);
  const fresh = createWeights(network, testRandom("statistics"));
  return new Map(
    parameters.map(({ name, shape, running }) => {
      const data = running
        ? (fresh.get(name)?.data as Float32Array)
        : goldenValues(shape, learnt.indexOf(name), 0.5);
      return [name, { shape, data }];
    }),
  );
}

export function expectClose(
  ours: ArrayLike<number>,
  theirs: readonly number[] | undefined,
  within: number,
  what: string,
): void {
  expect(ours.length, what).toBe(theirs?.length);
  theirs?.forEach((value, index) => {
    expect(Math.abs((ours[index] as number) - value), `${what}, number ${index}`).toBeLessThan(within);
  });
}

const WITHIN = 5e-6;

/** Trains from `goldenWeights`, and holds losses, weights, and the logits in use to PyTorch's of that name. */
export async function expectTrainsAsPytorch(
  network: Network,
  name: "batchNorm" | "pooled" | "recurrent",
  learningRate: number,
  options: Pick<TrainingOptions, "margin"> & { readonly x?: Float32Array } = {},
): Promise<void> {
  const { x = GOLDEN_EXAMPLES.x, ...more } = options;
  const { losses, weights: after, logits } = golden[name];
  const { weights, history } = await train(network, {
    examples: { ...GOLDEN_EXAMPLES, x },
    epochs: losses.length,
    batch: 4,
    optimiser: { kind: "sgd", learningRate },
    weights: goldenWeights(network),
    random: testRandom("golden"),
    ...more,
  });
  expectClose(
    history.map(({ loss }) => loss),
    losses,
    WITHIN,
    "losses",
  );
  expect(Object.keys(after).sort()).toEqual([...weights.keys()].sort());
  for (const [tensor, { data }] of weights) expectClose(data, after[tensor], WITHIN, tensor);
  const model = await loadModel(exportModel(network, weights), network.input);
  expectClose((await model.predict(x)).logits, logits, WITHIN, "logits");
  await model.release();
}
