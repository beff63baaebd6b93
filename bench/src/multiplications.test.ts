import { createNetwork } from "@wristprint/recognition";
import { expect, it } from "vitest";
import { multiplications, trainingMultiplications } from "./multiplications.js";

const network = (name: string, input = { length: 128, channels: 2 }) =>
  createNetwork(name, { ...input, classes: 10, output: "softmax" });

// By hand, from the layers.
it.each([
  ["fcn", 128 * (8 * 2 * 128 + 5 * 128 * 256 + 3 * 256 * 128) + 128 * 10],
  ["mcdcnn", 62 * 6 * 2 * 40 + 60 * 3 * 40 * 60 + 63 * 4 * 2 * 40 + 62 * 2 * 40 * 60 + 120 * 60 + 60 * 10],
  [
    "time-distributed",
    4 * (30 * 3 * 2 * 64 + 28 * 3 * 64 * 64) + 4 * 4 * 80 * (14 * 64 + 80) + 80 * 60 + 60 * 10,
  ],
])("counts the multiplications of %s", (name, count) => {
  expect(multiplications(network(name))).toBe(count);
});

it("counts those of a recurrent layer at every step, both ways", () => {
  const steps = 60 * 2 * 4 * 128;
  const count = steps * (3 + 128) + steps * (256 + 128) + 256 * 10;
  expect(multiplications(network("bilstm", { length: 60, channels: 3 }))).toBe(count);
});

it("counts three times as many in training, less the gradient of what goes into the network", () => {
  const fcn = network("fcn");
  expect(trainingMultiplications(fcn)).toBe(3 * multiplications(fcn) - 128 * 8 * 2 * 128);
});
