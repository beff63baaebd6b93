import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyComparisons, anyScores, MATED, NON_MATED } from "../testing/scores.js";
import { compareScores } from "./comparisons.js";
import { equalErrorRate } from "./equal-error-rate.js";
import { errorRatesAt } from "./error-rates-at.js";

describe("equalErrorRate", () => {
  test("agrees with the interpolated curve of scikit-learn and SciPy", () => {
    // Source: scikit-learn 1.2.1 roc_curve, SciPy 1.10.1 interp1d and brentq on 1 − x − tpr(x).
    expect(equalErrorRate(compareScores(MATED, NON_MATED)).rate).toBeCloseTo(0.18, 14);
  });

  test("is 0 for classes apart, 1 for classes the wrong way round, a half for one score", () => {
    expect(equalErrorRate(compareScores([3, 4], [1, 2]))).toEqual({ rate: 0, threshold: 3 });
    expect(equalErrorRate(compareScores([1, 2], [3, 4])).rate).toBe(1);
    expect(equalErrorRate(compareScores([1, 1], [1])).rate).toBe(0.5);
  });

  test("lies in [0, 1], between the errors of the thresholds around it", () => {
    fc.assert(
      fc.property(anyComparisons, (comparisons) => {
        const { rate, threshold } = equalErrorRate(comparisons);
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(1);
        // Whatever the threshold, one of the errors is no smaller, and one no larger.
        const { fmr, fnmr } = errorRatesAt(comparisons, threshold);
        expect(Math.max(fmr, fnmr)).toBeGreaterThanOrEqual(rate - 1e-12);
        expect(Math.min(fmr, fnmr)).toBeLessThanOrEqual(rate + 1e-12);
      }),
    );
  });

  test("is the same when the classes are exchanged and the scores negated", () => {
    fc.assert(
      fc.property(anyScores, anyScores, (mated, nonMated) => {
        const negated = compareScores(
          nonMated.map((score) => -score),
          mated.map((score) => -score),
        );
        expect(equalErrorRate(negated).rate).toBeCloseTo(
          equalErrorRate(compareScores(mated, nonMated)).rate,
          12,
        );
      }),
    );
  });
});
