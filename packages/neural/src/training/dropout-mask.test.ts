import { describe, expect, it } from "vitest";
import { testRandom } from "../testing/random.js";
import { dropoutMasks } from "./dropout-mask.js";

function drawn(length: number, rate: number, seed = "mask"): Float32Array {
  const mask = new Float32Array(length);
  dropoutMasks(rate)(mask, testRandom(seed));
  return mask;
}

describe("dropoutMasks", () => {
  it.each([0.001, 0.15, 0.5, 0.8])("drops a share of %d, and keeps the mean at 1", (rate) => {
    const mask = drawn(100_001, rate);
    const zeros = mask.filter((value) => value === 0).length / mask.length;
    // Five standard errors.
    expect(Math.abs(zeros - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / mask.length));
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
  });

  it("whether one is dropped says nothing about its neighbours", () => {
    const mask = drawn(100_000, 0.5);
    for (const distance of [1, 2, 3]) {
      for (const parity of [0, 1]) {
        const pairs = Array.from({ length: 49_000 }, (_, i) => 2 * i + parity);
        const both = pairs.filter((i) => mask[i] === 0 && mask[i + distance] === 0).length / pairs.length;
        expect(Math.abs(both - 0.25)).toBeLessThan(0.01);
      }
    }
  });

  it("repeats from a seed, whatever the length, and differs between seeds", () => {
    const mask = drawn(64, 0.3);
    expect(drawn(64, 0.3)).toEqual(mask);
    expect(drawn(33, 0.3)).toEqual(mask.subarray(0, 33));
    expect(drawn(64, 0.3, "another")).not.toEqual(mask);
  });

  it("writes into its own numbers alone", () => {
    const around = new Float32Array(7).fill(9);
    dropoutMasks(0.5)(around.subarray(2, 5), testRandom("part"));
    expect([...around.subarray(0, 2), ...around.subarray(5)]).toEqual([9, 9, 9, 9]);
    expect([...around.subarray(2, 5)].every((value) => value === 0 || value === 2)).toBe(true);
  });

  it("keeps something at any rate below 1", () => {
    expect(drawn(10, 0).every((value) => value === 1)).toBe(true);
    expect(drawn(500_000, 0.9999999).every((value) => Number.isFinite(value))).toBe(true);
  });
});
