import { beforeAll, expect, it } from "vitest";
import { batchNorm } from "./layers/batch-norm.js";
import { conv1d } from "./layers/conv1d.js";
import { dense } from "./layers/dense.js";
import { globalAveragePool } from "./layers/pooling.js";
import { exportModel } from "./model.js";
import { readModel } from "./read-model.js";
import { mcdcnn } from "./testing/mcdcnn.js";
import { testRandom } from "./testing/random.js";
import { createWeights } from "./weights.js";

const network = {
  ...mcdcnn(3),
  layers: [conv1d({ filters: 5, kernel: 4 }), batchNorm(), globalAveragePool(), dense(7), dense(3)],
};
const weights = createWeights(network, testRandom("read"));
let model: Uint8Array;
beforeAll(() => {
  // Running statistics too are none that a fresh network has.
  weights.get("batchNorm_1/variance")?.data.fill(0.25);
  model = exportModel(network, weights);
});

it("gives back every weight that was exported, and what goes in and comes out", () => {
  const read = readModel(model);
  expect(read).toMatchObject({ name: "mcdcnn", input: network.input, classes: 3, featureSize: 7 });
  expect(new Map([...read.weights].sort())).toEqual(new Map([...weights].sort()));
});

it("gives weights that export to the same file", () => {
  expect(exportModel(network, readModel(model).weights)).toEqual(model);
});

it("refuses what is no model of ours", () => {
  const refusal = (bytes: Uint8Array) => {
    expect(() => readModel(bytes)).toThrow(expect.objectContaining({ code: "weights" }));
  };
  refusal(new Uint8Array(0));
  refusal(new TextEncoder().encode("not at all a model"));
  refusal(model.subarray(0, model.length / 2));
});
