import { expect, test } from "vitest";
import * as neural from "./index.js";

test("the door of this room lets out these names and no others", () => {
  expect(Object.keys(neural).sort()).toEqual([
    "GraphError",
    "LAYER_KINDS",
    "batchNorm",
    "buildNetwork",
    "classCount",
    "conv1d",
    "copyWeights",
    "cosineDense",
    "createWeights",
    "decodeTensorFile",
    "dense",
    "dropout",
    "encodeTensorFile",
    "exportModel",
    "features",
    "fileCheckpoint",
    "flatten",
    "globalAveragePool",
    "globalDeviationPool",
    "globalMaxPool",
    "keepBest",
    "loadModel",
    "outputLayer",
    "parameterCount",
    "reduceOnPlateau",
    "relu",
    "sigmoid",
    "stopEarly",
    "tanh",
    "towers",
    "train",
  ]);
});
