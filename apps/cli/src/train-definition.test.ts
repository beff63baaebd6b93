import { expect, it } from "vitest";
import { trainDefinition } from "./train-definition.js";

it("leaves what is not said to the definition's defaults", () => {
  const definition = trainDefinition({ task: "authentication" }, "models/mine", undefined);
  expect(definition).toMatchObject({
    name: "mine",
    users: "all",
    amount: "all",
    architecture: "mcdcnn",
    seed: 1,
    preprocessing: { signal: "velocity", scaling: { kind: "standard", scope: "block" } },
    split: { by: "blocks", test: { count: 70 }, order: "chronological" },
    training: { epochs: 16, batch: 32, optimiser: { learningRate: 0.002 } },
  });
});

it("takes every option to its place, and settings over them", () => {
  const definition = trainDefinition(
    {
      task: "authentication",
      format: "balabit",
      user: ["user7"],
      signal: "logVelocity",
      blockSize: 64,
      chunks: "drop",
      scaling: "minmax",
      scalingScope: "data",
      amount: 300,
      testBlocks: 20,
      split: "random",
      epochs: 3,
      batch: 16,
      learningRate: 0.01,
      set: ["training.epochs=5", "balance=negative"],
    },
    "models/not a name",
    "monday",
  );
  expect(definition).toMatchObject({
    name: "train",
    users: ["user7"],
    amount: 300,
    balance: "negative",
    seed: "monday",
    data: { format: "balabit" },
    preprocessing: {
      signal: "logVelocity",
      blockSize: 64,
      chunks: "drop",
      scaling: { kind: "minmax", scope: "data" },
    },
    split: { test: { count: 20 }, order: "random" },
    training: { epochs: 5, batch: 16, optimiser: { learningRate: 0.01 } },
  });
});

it("scales by the kind alone or the scope alone", () => {
  const scaling = (options: { scaling?: string; scalingScope?: string }) =>
    trainDefinition({ task: "identification", ...options }, "out", 1).preprocessing.scaling;
  expect(scaling({ scaling: "none" })).toEqual({ kind: "none", scope: "block" });
  expect(scaling({ scalingScope: "data" })).toEqual({ kind: "standard", scope: "data" });
});

it("refuses an owner for identification, and settings that there are not", () => {
  expect(() => trainDefinition({ task: "identification", user: ["user7"] }, "out", 1)).toThrow("--user");
  expect(() => trainDefinition({ task: "identification", set: ["speed=3"] }, "out", 1)).toThrow("speed");
});
