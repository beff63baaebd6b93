import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../random.js";
import { takeAmount } from "./take-amount.js";

test("takes the first by default, the last where asked", () => {
  expect([...takeAmount(5, { count: 2 })]).toEqual([0, 1]);
  expect([...takeAmount(5, { count: 2 }, { end: "last" })]).toEqual([3, 4]);
  expect([...takeAmount(5, { share: 0.5 })]).toEqual([0, 1, 2]);
});

test("a count beyond the total takes all", () => {
  expect([...takeAmount(2, { count: 300 }, { end: "last" })]).toEqual([0, 1]);
});

test("a random amount is ascending, without repeats, and repeats from its seed", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(80), fc.integer(), (total, count, seed) => {
      const take = () => takeAmount(total, { count }, { order: "random", random: createRandom(seed) });
      const taken = [...take()];
      expect(taken).toHaveLength(Math.min(total, count));
      expect(taken).toEqual([...new Set(taken)].sort((a, b) => a - b));
      expect(taken.every((i) => i >= 0 && i < total)).toBe(true);
      expect([...take()]).toEqual(taken);
    }),
  );
});

test("a random amount comes from everywhere", () => {
  const random = createRandom(5);
  const counts = new Int32Array(10);
  for (let i = 0; i < 5000; i++) {
    for (const index of takeAmount(10, { count: 2 }, { order: "random", random })) counts[index] += 1;
  }
  // 1000 expected, standard deviation 28.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

test("bad amounts and a random order without randomness are refused", () => {
  for (const amount of [{ count: -1 }, { count: 1.5 }, { share: 1.1 }, { share: Number.NaN }]) {
    expect(() => takeAmount(5, amount)).toThrow(expect.objectContaining({ code: "out-of-range" }));
  }
  expect(() => takeAmount(5, { count: 1 }, { order: "random" })).toThrow(
    expect.objectContaining({ code: "random-missing" }),
  );
});
