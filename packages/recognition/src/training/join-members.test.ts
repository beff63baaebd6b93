import { createRandom } from "@wristprint/core";
import {
  cosineDense,
  createWeights,
  exportModel,
  keepChannels,
  loadModel,
  type Network,
  tanh,
  type Weights,
} from "@wristprint/neural";
import { describe, expect, it } from "vitest";
import { ARCHITECTURES, createNetwork } from "../architectures/registry.js";
import { joinHistories, joinNetworks, joinWeights } from "./join-members.js";

const INPUT = { length: 64, channels: 3 };
const random = createRandom("members");
const x = Float32Array.from({ length: 2 * INPUT.length * INPUT.channels }, () => random.normal());

/** Fresh weights, moved so that biases and running statistics are no longer what they begin with. */
function someWeights(network: Network, seed: string): Weights {
  const draw = createRandom(seed).fork("moved");
  return new Map(
    [...createWeights(network, createRandom(seed))].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value) => value + 0.05 * (draw.uniform() - 0.5)) },
    ]),
  );
}

async function predict(network: Network, weights: Weights) {
  const predictor = await loadModel(exportModel(network, weights), network.input);
  try {
    return await predictor.predict(x);
  } finally {
    await predictor.release();
  }
}

const ending = (kind: string) =>
  ARCHITECTURES.filter(({ layers }) => layers(3).at(-1)?.kind === kind).map(({ name }) => name);
const threeClasses = (name: string) => createNetwork(name, { ...INPUT, classes: 3, output: "softmax" });

describe("joinNetworks", () => {
  it.each([...ending("dense"), ...ending("cosineDense")])(
    "gives the mean of the members' logits, with %s",
    async (name) => {
      const network = threeClasses(name);
      const seesLess = { ...network, layers: [keepChannels([0, 2]), ...network.layers] };
      const networks = [network, seesLess, network];
      const weights = networks.map((own, index) => someWeights(own, `member ${index}`));
      const members = await Promise.all(
        networks.map((own, index) => predict(own, weights[index] as Weights)),
      );
      const joined = await predict(joinNetworks(networks), joinWeights(networks, weights));
      const mean = members[0]?.logits.map(
        (_, place) => members.reduce((sum, { logits }) => sum + (logits[place] as number), 0) / 3,
      );
      const apart = [...joined.logits].map((logit, place) => Math.abs(logit - (mean?.[place] ?? Number.NaN)));
      expect(apart).toHaveLength(6);
      // In units of the logits' own size.
      expect(Math.max(...apart)).toBeLessThan(1e-5 * Math.max(1, ...(mean ?? []).map(Math.abs)));
    },
  );

  it("joins what members with cosines make of a block, each brought to length 1, whatever their scales", async () => {
    const network = threeClasses("signature");
    const steeper = { ...network, layers: [...network.layers.slice(0, -1), cosineDense(3, 40)] };
    const networks = [network, steeper, network];
    const weights = networks.map((own, index) => someWeights(own, `member ${index}`));
    const members = await Promise.all(networks.map((own, index) => predict(own, weights[index] as Weights)));
    const joined = await predict(joinNetworks(networks), joinWeights(networks, weights));
    const size = members[0]?.featureSize as number;
    expect(joined.featureSize).toBe(3 * size);
    for (const block of [0, 1]) {
      const sideBySide = members.flatMap(({ features }) => {
        const own = [...features.subarray(block * size, (block + 1) * size)];
        return own.map((value) => value / Math.hypot(...own));
      });
      const made = joined.features.subarray(block * 3 * size, (block + 1) * 3 * size);
      const apart = sideBySide.map((value, place) => Math.abs(value - (made[place] as number)));
      expect(Math.max(...apart)).toBeLessThan(1e-6);
    }
    const logits = members.map(({ logits }) => logits);
    joined.logits.forEach((logit, place) => {
      const mean = logits.reduce((sum, own) => sum + (own[place] as number), 0) / 3;
      expect(Math.abs(logit - mean)).toBeLessThan(40e-6);
    });
  });

  it("refuses a network whose logits are neither sums nor cosines, and one of each", () => {
    const network = threeClasses("signature");
    const other = { ...network, name: "tangents", layers: [...network.layers, tanh()] };
    expect(() => joinNetworks([network, other])).toThrowError(
      expect.objectContaining({ code: "bad-definition", message: expect.stringContaining("tangents") }),
    );
    expect(() => joinNetworks([network, threeClasses("fcn")])).toThrowError(
      expect.objectContaining({
        code: "bad-definition",
        message: expect.stringMatching(/signature and fcn/),
      }),
    );
  });
});

describe("joinHistories", () => {
  it("gives each epoch's mean over the members that came so far", () => {
    const history = (...losses: number[]) =>
      losses.map((loss, place) => ({ epoch: place + 1, loss, accuracy: 0.5, learningRate: 0.1 }));
    expect(joinHistories([history(4, 2, 1), history(2, 1)])).toEqual(history(3, 1.5, 1));
    expect(joinHistories([])).toEqual([]);
  });
});
