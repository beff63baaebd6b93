import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyComparisons, MATED, NON_MATED } from "../testing/scores.js";
import { compareScores } from "./comparisons.js";
import { errorRatesAt } from "./error-rates-at.js";
import { rocCurve } from "./roc-curve.js";
import { fnmrAtFmr, thresholdAtFmr } from "./threshold-at-fmr.js";

describe("thresholdAtFmr", () => {
  test("is just above the highest score that must be refused", () => {
    const comparisons = compareScores(MATED, NON_MATED);
    // One of 18 may be accepted: the 0.7. The next, 0.3, may not.
    const threshold = thresholdAtFmr(comparisons, 1 / 18);
    expect(threshold).toBeGreaterThan(0.3);
    expect(threshold).toBeLessThan(0.3 + 1e-15);
    // Mated scores below it, counted by hand: 0.1, 0.0 and 0.1.
    expect(fnmrAtFmr(comparisons, 1 / 18)).toBe(3 / 14);
  });

  test("an FMR of 1 accepts everything, one of 0 nobody else", () => {
    const comparisons = compareScores([1, 3], [0, 1, 2]);
    expect(thresholdAtFmr(comparisons, 1)).toBe(-Infinity);
    expect(errorRatesAt(comparisons, thresholdAtFmr(comparisons, 0))).toEqual({ fmr: 0, fnmr: 0.5 });
  });

  test("a product that falls short by rounding accepts no fewer than it may", () => {
    const nonMated = Array.from({ length: 100 }, (_, i) => i);
    for (const fmr of [0.07, 0.29, 0.57, 0.58]) {
      const comparisons = compareScores([0], nonMated);
      expect(errorRatesAt(comparisons, thresholdAtFmr(comparisons, fmr)).fmr).toBe(fmr);
    }
  });

  test("keeps the FMR, and no lower threshold does", () => {
    fc.assert(
      fc.property(anyComparisons, fc.double({ min: 0, max: 1, noNaN: true }), (comparisons, fmr) => {
        const threshold = thresholdAtFmr(comparisons, fmr);
        expect(errorRatesAt(comparisons, threshold).fmr).toBeLessThanOrEqual(fmr);
        // The best FNMR of all points on the curve that keep the FMR.
        const roc = rocCurve(comparisons);
        const best = Math.min(...roc.fnmr.filter((_, i) => roc.fmr[i] <= fmr));
        expect(fnmrAtFmr(comparisons, fmr)).toBe(best);
      }),
    );
  });

  test("works at both ends of the numbers, and says where it cannot", () => {
    const around = (score: number) =>
      errorRatesAt(compareScores([0], [score]), thresholdAtFmr(compareScores([0], [score]), 0)).fmr;
    for (const score of [-Infinity, -Number.MAX_VALUE, -1, -Number.MIN_VALUE, -0, 0, Number.MAX_VALUE]) {
      expect(around(score)).toBe(0);
    }
    expect(() => around(Infinity)).toThrow(/no threshold reaches an FMR of 0/);
    for (const bad of [-0.1, 1.1, Number.NaN]) {
      expect(() => thresholdAtFmr(compareScores([0], [1]), bad)).toThrow(/an FMR from 0 to 1 expected/);
    }
  });
});

test("errorRatesAt counts a score equal to the threshold as accepted", () => {
  expect(errorRatesAt(compareScores([1, 2], [1, 2, 0, 0]), 1)).toEqual({ fmr: 0.5, fnmr: 0 });
  expect(() => errorRatesAt(compareScores([1], [1]), Number.NaN)).toThrow(/a threshold expected, got NaN/);
});
