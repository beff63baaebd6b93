/** LSTM and GRU, both ways and with masked steps, held to PyTorch's on packed sequences: testing/golden.py. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Shape, sizeOf } from "../graph/shape.js";
import { exportModel, loadModel } from "../model.js";
import { buildNetwork, type Network } from "../network.js";
import { testRandom } from "../testing/random.js";
import { train } from "../training/train.js";
import type { Weights } from "../weights.js";
import { dense } from "./dense.js";
import { gru } from "./gru.js";
import { lstm } from "./lstm.js";
import { masking } from "./masking.js";

const golden = JSON.parse(readFileSync(new URL("../testing/golden.json", import.meta.url), "utf8"))
  .recurrent as {
  readonly losses: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly logits: readonly number[];
};

const LENGTHS = [16, 7, 1, 12];

const network: Network = {
  name: "recurrent",
  input: { length: 16, channels: 2 },
  layers: [
    masking(),
    lstm({ units: 3, direction: "bidirectional" }),
    gru({ units: 2, direction: "bidirectional", sequences: false }),
    dense(3),
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

function expectClose(ours: ArrayLike<number>, theirs: readonly number[] | undefined, what: string): void {
  expect(ours.length, what).toBe(theirs?.length);
  theirs?.forEach((value, index) => {
    expect(Math.abs((ours[index] as number) - value), `${what}, number ${index}`).toBeLessThan(5e-6);
  });
}

it("three steps over windows of four lengths, and the logits in use, agree with PyTorch", async () => {
  const start: Weights = new Map(
    buildNetwork(network, 1, false).parameters.map(({ name, shape }, index) => [
      name,
      { shape, data: values(shape, index, 0.5) },
    ]),
  );
  const x = values([4, 16, 2], 0.3, 1).map((value, i) =>
    Math.floor(i / 2) % 16 < (LENGTHS[Math.floor(i / 32)] as number) ? value : 0,
  );
  const { weights, history } = await train(network, {
    examples: { x, labels: Int32Array.of(0, 2, 1, 2) },
    epochs: 3,
    batch: 4,
    optimiser: { kind: "sgd", learningRate: 0.5 },
    weights: start,
    random: testRandom("golden"),
  });
  expectClose(
    history.map(({ loss }) => loss),
    golden.losses,
    "losses",
  );
  expect(Object.keys(golden.weights)).toEqual([...weights.keys()]);
  for (const [name, { data }] of weights) expectClose(data, golden.weights[name], name);
  const model = await loadModel(exportModel(network, weights), network.input);
  const { logits } = await model.predict(x);
  await model.release();
  expectClose(logits, golden.logits, "logits");
});
