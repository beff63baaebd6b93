/** Receptive fields as layers tell them, against what happens when the input is changed. */
import { describe, expect, it } from "vitest";
import { tanh } from "./layers/activations.js";
import { batchNorm } from "./layers/batch-norm.js";
import { conv1d } from "./layers/conv1d.js";
import { dense } from "./layers/dense.js";
import type { Layer } from "./layers/layer.js";
import { averagePool1d, maxPool1d } from "./layers/local-pooling.js";
import { lstm } from "./layers/lstm.js";
import { globalAveragePool } from "./layers/pooling.js";
import { residual } from "./layers/residual.js";
import { features, flatten, towers } from "./layers/structure.js";
import { timeDistributed } from "./layers/time-distributed.js";
import { exportModel, loadModel } from "./model.js";
import { buildNetwork, type LayerOutput, type Network } from "./network.js";
import { testRandom } from "./testing/random.js";
import { createWeights } from "./weights.js";

const LENGTH = 48;

const CASES: Readonly<Record<string, readonly Layer[]>> = {
  "a kernel": [conv1d({ filters: 3, kernel: 5 })],
  "an even kernel, padded": [conv1d({ filters: 3, kernel: 8, padding: "same" }), tanh()],
  "strides that multiply": [
    conv1d({ filters: 3, kernel: 4, stride: 2 }),
    tanh(),
    conv1d({ filters: 2, kernel: 3, stride: 2 }),
    conv1d({ filters: 2, kernel: 2 }),
  ],
  pools: [
    conv1d({ filters: 3, kernel: 3 }),
    averagePool1d({ size: 3 }),
    conv1d({ filters: 2, kernel: 3 }),
    averagePool1d({ size: 3, stride: 2 }),
  ],
  "a shortcut": [
    residual({
      main: [
        conv1d({ filters: 2, kernel: 5, padding: "same" }),
        batchNorm(),
        conv1d({ filters: 2, kernel: 3, padding: "same" }),
      ],
      shortcut: [],
    }),
    conv1d({ filters: 2, kernel: 3 }),
  ],
  "towers of one pace": [
    towers(
      [conv1d({ filters: 2, kernel: 7, padding: "same" })],
      [conv1d({ filters: 2, kernel: 3, padding: "same" })],
    ),
    conv1d({ filters: 2, kernel: 3, stride: 2 }),
  ],
  "parts of the example": [
    timeDistributed({ parts: 8, layers: [conv1d({ filters: 2, kernel: 3 }), flatten()] }),
  ],
  "a walk over all of it": [lstm({ units: 3, direction: "bidirectional" })],
};

function network(layers: readonly Layer[]): Network {
  return {
    name: "field",
    input: { length: LENGTH, channels: 2 },
    layers: [...layers, flatten(), features(), dense(2)],
    output: "softmax",
  };
}

/** How many positions of the example move a place in the middle of the layers' output when they are changed. */
async function positionsThatMatter(layers: readonly Layer[], places: number): Promise<number> {
  const random = testRandom("field");
  const weights = createWeights(network(layers), random.fork("weights"));
  const model = await loadModel(exportModel(network(layers), weights), network(layers).input);
  const base = Float32Array.from({ length: 2 * LENGTH }, () => random.normal());
  const rows = [base, ...Array.from({ length: LENGTH }, (_, position) => changedAt(base, position))];
  const { features: made, featureSize } = await model.predict(
    Float32Array.from(rows.flatMap((row) => [...row])),
  );
  await model.release();
  const channels = featureSize / places;
  const from = Math.floor(places / 2) * channels;
  const place = (row: number) => [
    ...made.subarray(row * featureSize + from, row * featureSize + from + channels),
  ];
  return rows.slice(1).filter((_, position) => place(position + 1).join() !== place(0).join()).length;
}

/** By little, so that nothing saturates. */
function changedAt(example: Float32Array, position: number): Float32Array {
  return example.map((value, i) => (Math.floor(i / 2) === position ? value + 0.5 : value));
}

describe("a place in a layer's output depends on as many positions as its receptive field", () => {
  it.each(Object.entries(CASES))("%s", async (_, layers) => {
    const { outputs } = buildNetwork(network(layers), 1, false);
    const { receptiveField, shape } = outputs[layers.length - 1] as LayerOutput;
    expect(await positionsThatMatter(layers, shape[1] as number)).toBe(receptiveField);
  });
});

it("is all that is left to see where the time axis goes", () => {
  const layers = [conv1d({ filters: 2, kernel: 5 }), maxPool1d({ size: 4 }), globalAveragePool(), dense(2)];
  const { outputs } = buildNetwork({ ...network([]), layers }, 1, false);
  expect(outputs.map(({ receptiveField }) => receptiveField)).toEqual([5, 8, 48, 48]);
});
