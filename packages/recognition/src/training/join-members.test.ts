import { createRandom } from "@wristprint/core";
import {
  createWeights,
  exportModel,
  keepChannels,
  loadModel,
  type Network,
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
  ARCHITECTURES.filter(({ layers }) => (layers(3).at(-1)?.kind === "dense") === (kind === "dense")).map(
    ({ name }) => name,
  );

describe("joinNetworks", () => {
  it.each(ending("dense"))("gives the mean of the members' logits, with %s", async (name) => {
    const network = createNetwork(name, { ...INPUT, classes: 3, output: "softmax" });
    const seesLess = { ...network, layers: [keepChannels([0, 2]), ...network.layers] };
    const networks = [network, seesLess, network];
    const weights = networks.map((own, index) => someWeights(own, `member ${index}`));
    const members = await Promise.all(networks.map((own, index) => predict(own, weights[index] as Weights)));
    const joined = await predict(joinNetworks(networks), joinWeights(networks, weights));
    const mean = members[0]?.logits.map(
      (_, place) => members.reduce((sum, { logits }) => sum + (logits[place] as number), 0) / 3,
    );
    const apart = [...joined.logits].map((logit, place) => Math.abs(logit - (mean?.[place] ?? Number.NaN)));
    expect(apart).toHaveLength(6);
    // In units of the logits' own size.
    expect(Math.max(...apart)).toBeLessThan(1e-5 * Math.max(1, ...(mean ?? []).map(Math.abs)));
  });

  it.each(ending("another"))("refuses %s, whose output layer is not linear", (name) => {
    const network = createNetwork(name, { ...INPUT, classes: 3, output: "softmax" });
    expect(() => joinNetworks([network, network])).toThrowError(
      expect.objectContaining({ code: "bad-definition", message: expect.stringContaining(name) }),
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
