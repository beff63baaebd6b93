import { describe, expect, it } from "vitest";
import { ANY_BATCH } from "./graph/shape.js";
import { relu } from "./layers/activations.js";
import { dense } from "./layers/dense.js";
import { globalAveragePool } from "./layers/pooling.js";
import { features, flatten, towers } from "./layers/structure.js";
import { buildNetwork, classCount, type Network, parameterCount } from "./network.js";
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

  it("describes every layer, inner ones before the towers that hold them", () => {
    const { outputs } = buildNetwork(mcdcnn(2), ANY_BATCH, false);
    expect(outputs.slice(0, 5)).toEqual([
      { name: "conv1d_1", kind: "conv1d", shape: [ANY_BATCH, 62, 40], parameters: 520 },
      { name: "relu_1", kind: "relu", shape: [ANY_BATCH, 62, 40], parameters: 0 },
      { name: "conv1d_2", kind: "conv1d", shape: [ANY_BATCH, 60, 60], parameters: 7260 },
      { name: "relu_2", kind: "relu", shape: [ANY_BATCH, 60, 60], parameters: 0 },
      { name: "globalMaxPool_1", kind: "globalMaxPool", shape: [ANY_BATCH, 60], parameters: 0 },
    ]);
    expect(outputs.find(({ name }) => name === "towers_1")?.shape).toEqual([ANY_BATCH, 120]);
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
