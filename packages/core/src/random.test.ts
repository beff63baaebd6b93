import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CoreError } from "./core-error.js";
import { createRandom } from "./random.js";

const draws = (seed: number | string, count = 4) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.uint32());
};

describe("createRandom", () => {
  // Source: PractRand's raw sfc32 and the seed's hash, written anew with Python's whole numbers.
  test("draws what another implementation draws", () => {
    expect(draws(7)).toEqual([3213699310, 2382730910, 1370652804, 3387010276]);
    expect(draws("müller")).toEqual([506691910, 2662043429, 210644595, 716133716]);
  });

  test("repeats from its seed and differs between seeds", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        expect(draws(a)).toEqual(draws(a));
        if (a !== b) expect(draws(a)).not.toEqual(draws(b));
      }),
    );
  });

  test("a fork depends on seed and name, not on what was drawn before", () => {
    const fresh = createRandom(7);
    const used = createRandom(7);
    used.uint32();
    used.normal();
    const first = fresh.fork("split").uint32();
    expect(first).toBe(2063147094);
    expect(used.fork("split").uint32()).toBe(first);
    expect(used.fork("other").uint32()).not.toBe(first);
  });

  test("integer is as likely at every value", () => {
    const random = createRandom("die");
    const counts = new Int32Array(6);
    for (let i = 0; i < 60_000; i++) counts[random.integer(6)] += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // 20.5 is the 0.1 % point of chi-square with 5 degrees of freedom.
    expect(chiSquare).toBeLessThan(20.5);
  });

  test("integer refuses a bound that has no values", () => {
    for (const bound of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1]) {
      expect(() => createRandom(1).integer(bound)).toThrow(CoreError);
    }
    expect(createRandom(1).integer(1)).toBe(0);
  });

  test("uniform lies in [0, 1) with mean a half, normal has mean 0 and deviation 1", () => {
    const random = createRandom("moments");
    const count = 40_000;
    const uniform = Float64Array.from({ length: count }, random.uniform);
    const normal = Float64Array.from({ length: count }, random.normal);
    const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / count;
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(meanOf(uniform)).toBeCloseTo(0.5, 2);
    // Four standard errors of a mean are 0.02, of a variance 0.03.
    expect(Math.abs(meanOf(normal))).toBeLessThan(0.02);
    expect(Math.abs(meanOf(normal.map((value) => value * value)) - 1)).toBeLessThan(0.03);
  });

  test("shuffle keeps every item", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const shuffled = createRandom(seed).shuffle([...items]);
        expect(shuffled.sort()).toEqual([...items].sort());
      }),
    );
  });

  test("shuffle brings every order about as often", () => {
    const random = createRandom("orders");
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle([1, 2, 3]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });
});
