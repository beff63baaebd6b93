import { createRandom } from "@wristprint/core";
import { cosineDense, createWeights, dense, flatten, type Network } from "@wristprint/neural";
import { expect, it } from "vitest";
import { adjustLogits } from "./adjust-logits.js";

const network = (last: Network["layers"][number]): Network => ({
  name: "small",
  input: { length: 2, channels: 1 },
  layers: [flatten(), dense(3), last],
  output: "softmax",
});

it("takes a share of the logarithm of the class's share off the output's bias, and off nothing else", () => {
  const weights = createWeights(network(dense(3)), createRandom(1));
  const adjusted = adjustLogits(weights, Int32Array.of(0, 0, 0, 1), 0.5);
  const changed = [...adjusted].filter(([name, { data }]) => data !== weights.get(name)?.data);
  expect(changed.map(([name]) => name)).toEqual(["dense_2/bias"]);
  // By hand: shares of 3/4 and 1/4, and one example for the class without any.
  const expected = [-0.5 * Math.log(0.75), -0.5 * Math.log(0.25), -0.5 * Math.log(0.25)];
  const { data = [] } = changed[0]?.[1] ?? {};
  expect([...data].map((value) => value.toFixed(6))).toEqual(expected.map((value) => value.toFixed(6)));
});

it("refuses an output layer without a bias", () => {
  const weights = createWeights(network(cosineDense(3, 16)), createRandom(1));
  expect(() => adjustLogits(weights, Int32Array.of(0, 1, 2), 1)).toThrowError(
    expect.objectContaining({ code: "bad-definition" }),
  );
});
