import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dense } from "./layers/dense.js";
import { flatten } from "./layers/structure.js";
import { mcdcnn } from "./testing/mcdcnn.js";
import { linearNetwork } from "./testing/problems.js";
import { testRandom } from "./testing/random.js";
import {
  copyWeights,
  createWeights,
  outputLayer,
  packWeights,
  requireWeights,
  unpackWeights,
  type Weights,
} from "./weights.js";

const fresh = (classes: number, seed: string) => createWeights(mcdcnn(classes), testRandom(seed));

describe("createWeights", () => {
  it("draws kernels by the seed and begins biases at zero", () => {
    const weights = fresh(4, "a");
    expect(fresh(4, "a")).toEqual(weights);
    expect(fresh(4, "b").get("dense_1/kernel")).not.toEqual(weights.get("dense_1/kernel"));
    expect(weights.get("dense_1/bias")?.data.every((value) => value === 0)).toBe(true);
  });

  it("draws each tensor by its name, so that another head leaves the rest as it was", () => {
    expect(fresh(9, "a").get("conv1d_2/kernel")).toEqual(fresh(4, "a").get("conv1d_2/kernel"));
  });
});

it("outputLayer names the last layer's tensors", () => {
  expect(outputLayer(fresh(4, "a"))).toEqual(["dense_2/kernel", "dense_2/bias"]);
});

describe("copyWeights", () => {
  it("takes all layers but the last, whose classes may be others", () => {
    const from = fresh(4, "from");
    const to = fresh(9, "to");
    const copied = copyWeights(from, to);
    expect([...copied.keys()]).toEqual([...to.keys()]);
    for (const [name, { data }] of copied) {
      expect(data, name).toEqual((name.startsWith("dense_2") ? to : from).get(name)?.data);
    }
  });

  it("copies the numbers, not the memory", () => {
    const from = fresh(4, "from");
    const copied = copyWeights(from, fresh(4, "to"));
    copied.get("dense_1/kernel")?.data.fill(0);
    expect(from).toEqual(fresh(4, "from"));
  });

  it("takes the last layer too where nothing is excepted", () => {
    expect(copyWeights(fresh(4, "from"), fresh(4, "to"), [])).toEqual(fresh(4, "from"));
    expect(() => copyWeights(fresh(4, "from"), fresh(9, "to"), [])).toThrow(
      "dense_2/kernel does not fit: [60, 4] into [60, 9]",
    );
  });

  it("refuses two networks that share nothing", () => {
    const from = createWeights(linearNetwork(3), testRandom(1));
    expect(() =>
      copyWeights(from, new Map([...from].map(([name, tensor]) => [`other/${name}`, tensor]))),
    ).toThrow(expect.objectContaining({ code: "weights" }));
  });
});

describe("packWeights and unpackWeights", () => {
  const network = { ...linearNetwork(3), layers: [flatten(), dense(4), dense(3)] };
  const weights = createWeights(network, testRandom("pack"));
  const names = fc.shuffledSubarray([...weights.keys()]);

  it("lay tensors one after another in the order of the names", () => {
    const pair: Weights = new Map([
      ["a", { shape: [2], data: Float32Array.of(1, 2) }],
      ["b", { shape: [1, 1], data: Float32Array.of(3) }],
    ]);
    expect(packWeights(pair, ["b", "a"])).toEqual(Float32Array.of(3, 1, 2));
  });

  it("undo each other, whatever is chosen", () => {
    fc.assert(
      fc.property(names, (chosen) => {
        expect(unpackWeights(weights, chosen, packWeights(weights, chosen))).toEqual(weights);
      }),
    );
  });

  it("put in new numbers for what is chosen alone", () => {
    fc.assert(
      fc.property(names, (chosen) => {
        const moved = unpackWeights(weights, chosen, packWeights(weights, chosen).fill(7));
        for (const [name, { data, shape }] of moved) {
          expect(shape).toEqual(weights.get(name)?.shape);
          if (chosen.includes(name)) expect(data.every((value) => value === 7)).toBe(true);
          else expect(data).toEqual(weights.get(name)?.data);
        }
      }),
    );
  });

  it("refuse a name that is not there", () => {
    expect(() => packWeights(weights, ["dense_9/bias"])).toThrow("no weights for dense_9/bias");
    expect(() => unpackWeights(weights, ["dense_9/bias"], new Float32Array(1))).toThrow(
      expect.objectContaining({ code: "weights" }),
    );
  });
});

it("requireWeights refuses a missing tensor, another shape and too few numbers", () => {
  const needed = [{ name: "w", shape: [2, 2], initialiser: "zeros" }] as const;
  const holding = (shape: number[], length: number) =>
    new Map([["w", { shape, data: new Float32Array(length) }]]);
  expect(() => requireWeights(holding([2, 2], 4), needed)).not.toThrow();
  expect(() => requireWeights(new Map(), needed)).toThrow("no weights for w");
  expect(() => requireWeights(holding([4], 4), needed)).toThrow("w must be [2, 2], got [4] of 4 numbers");
  expect(() => requireWeights(holding([2, 2], 3), needed)).toThrow("got [2, 2] of 3 numbers");
});

it("lets a layer choose how its kernel begins", () => {
  const start = (initialiser?: "heUniform" | "lecunUniform") => {
    const layers = [dense(50, initialiser ? { initialiser } : {})];
    const network = {
      name: "start",
      input: { length: 1, channels: 60 },
      layers: [flatten(), ...layers],
      output: "softmax",
    } as const;
    return Math.max(...(createWeights(network, testRandom(1)).get("dense_1/kernel")?.data ?? []));
  };
  expect(start()).toBeCloseTo(Math.sqrt(6 / 110), 2);
  expect(start("heUniform")).toBeCloseTo(Math.sqrt(6 / 60), 2);
  expect(start("lecunUniform")).toBeCloseTo(Math.sqrt(3 / 60), 2);
});
