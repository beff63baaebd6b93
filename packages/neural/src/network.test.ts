import { describe, expect, it } from "vitest";
import { ANY_BATCH } from "./graph/shape.js";
import { relu } from "./layers/activations.js";
import { dense } from "./layers/dense.js";
import { globalAveragePool } from "./layers/pooling.js";
import { features, flatten, towers } from "./layers/structure.js";
import { buildNetwork, classCount, type LayerOutput, type Network, parameterCount } from "./network.js";
import { mcdcnn } from "./testing/mcdcnn.js";
import { linearNetwork } from "./testing/problems.js";

const withLayers = (layers: Network["layers"]): Network => ({ ...linearNetwork(3), layers });

describe("parameterCount", () => {
  it("of the paper's network is the sum over its layers by hand", () => {
    const first = 6 * 2 * 40 + 40 + (3 * 40 * 60 + 60);
    const second = 4 * 2 * 40 + 40 + (2 * 40 * 60 + 60);
    expect(parameterCount(mcdcnn(10))).toBe(first + second + (120 * 60 + 60) + (60 * 10 + 10));
  });

  it("of nothing that learns is 0", () => {
    expect(parameterCount(withLayers([flatten()]))).toBe(0);
  });
});

it("classCount is the width of the last layer", () => {
  expect(classCount(mcdcnn(7))).toBe(7);
});

describe("buildNetwork", () => {
  it("names parameters by layer and number, in the order of the network", () => {
    const names = buildNetwork(mcdcnn(2), 1, false).parameters.map(({ name }) => name);
    const layers = ["conv1d_1", "conv1d_2", "conv1d_3", "conv1d_4", "dense_1", "dense_2"];
    expect(names).toEqual(layers.flatMap((layer) => [`${layer}/kernel`, `${layer}/bias`]));
  });

  it("describes every layer, those inside others as their branches", () => {
    const { outputs } = buildNetwork(mcdcnn(2), ANY_BATCH, false);
    expect(outputs.map(({ name, parameters }) => [name, parameters])).toEqual([
      ["towers_1", 520 + 7260 + 360 + 4860],
      ["dropout_1", 0],
      ["dense_1", 7260],
      ["relu_5", 0],
      ["dense_2", 122],
    ]);
    const { shape, branches } = outputs[0] as LayerOutput;
    expect(shape).toEqual([ANY_BATCH, 120]);
    const plain = (branches[0] ?? []).map(({ name, shape, parameters }) => [name, shape, parameters]);
    expect(plain).toEqual([
      ["conv1d_1", [ANY_BATCH, 62, 40], 520],
      ["relu_1", [ANY_BATCH, 62, 40], 0],
      ["conv1d_2", [ANY_BATCH, 60, 60], 7260],
      ["relu_2", [ANY_BATCH, 60, 60], 0],
      ["globalMaxPool_1", [ANY_BATCH, 60], 0],
    ]);
  });

  it("tells how much of an example each layer sees", () => {
    const { outputs } = buildNetwork(mcdcnn(2), 1, false);
    const [first, second] = (outputs[0] as LayerOutput).branches.map((branch) =>
      branch.map(({ receptiveField }) => receptiveField),
    );
    // A kernel of 6 at every second position, then one of 3 of those, then all: 6 + 2·2; and 4 + 2·1.
    expect(first).toEqual([6, 6, 10, 10, 128]);
    expect(second).toEqual([4, 4, 6, 6, 128]);
    expect(outputs.map(({ receptiveField }) => receptiveField)).toEqual([128, 128, 128, 128, 128]);
  });

  it("asks for dropout masks in training alone", () => {
    expect(buildNetwork(mcdcnn(2), 4, true).masks).toEqual([
      { name: "dropout_1/mask", shape: [4, 120], rate: 0.15 },
    ]);
    expect(buildNetwork(mcdcnn(2), 4, false).masks).toEqual([]);
  });

  it("takes as features what goes into the last layer that learns", () => {
    const built = buildNetwork(mcdcnn(2), ANY_BATCH, false);
    expect(built.features.shape).toEqual([ANY_BATCH, 60]);
    expect(built.features.producer?.operator.name).toBe("relu");
  });

  it("takes as features what is marked, before all else", () => {
    const layers = [globalAveragePool(), features(), dense(5), relu(), dense(3)];
    expect(buildNetwork(withLayers(layers), 1, false).features.shape).toEqual([1, 2]);
  });

  it.each<[string, Partial<Network>, string]>([
    [
      "positions left at the end",
      { layers: [relu()] },
      "linear must end in [N, classes], it ends in [1, 4, 2]",
    ],
    ["towers that do not join", { layers: [towers([flatten()], [])] }, "cannot join"],
    [
      "an input of no positions",
      { input: { length: 0, channels: 2 } },
      "linear: input: length must be a whole",
    ],
    ["an unknown output", { output: "linear" as "softmax" }, "output must be sigmoid or softmax, got linear"],
  ])("refuses %s", (_, change, message) => {
    const build = () => buildNetwork({ ...linearNetwork(3), ...change }, 1, false);
    expect(build).toThrow(expect.objectContaining({ name: "GraphError" }));
    expect(build).toThrow(message);
  });
});
