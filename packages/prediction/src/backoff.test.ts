import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "./backoff.js";

const backoff = { firstMs: 50, longestMs: 2000 };

test("waits double from the first to the longest", () => {
  const waits = [1, 2, 3, 7, 400].map((failures) => backoffMs(backoff, failures, 1));
  expect(waits).toEqual([50, 100, 200, 2000, 2000]);
});

test("a wait is at least half of what it would be without chance, and never longer", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, u) => {
      const whole = backoffMs(backoff, n, 1);
      expect(backoffMs(backoff, n, u)).toBeGreaterThanOrEqual(whole / 2);
      expect(backoffMs(backoff, n, u)).toBeLessThanOrEqual(whole);
    }),
  );
});
