import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyComparisons, MATED, NON_MATED } from "../testing/scores.js";
import { compareScores } from "./comparisons.js";
import { errorRatesAt } from "./error-rates-at.js";
import { rocCurve } from "./roc-curve.js";

describe("rocCurve", () => {
  // Source: scikit-learn 1.2.1, roc_curve(drop_intermediate=False); rates as counts of 18 and 14.
  test("agrees with scikit-learn at every distinct score", () => {
    const { thresholds, fmr, fnmr } = rocCurve(compareScores(MATED, NON_MATED));
    expect([...thresholds]).toEqual([
      Infinity,
      2.3,
      1.5,
      1.4,
      1.3,
      1.1,
      1.0,
      0.7,
      0.5,
      0.4,
      0.3,
      0.2,
      0.1,
      0.0,
      -0.2,
      -0.5,
      -1.3,
      -1.5,
      -1.8,
      -1.9,
      -2.5,
    ]);
    const accepted = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 4, 6, 8, 11, 14, 15, 16, 17, 18];
    expect([...fmr]).toEqual(accepted.map((count) => count / 18));
    const matched = [0, 1, 2, 3, 4, 6, 7, 8, 10, 11, 11, 11, 13, 14, 14, 14, 14, 14, 14, 14, 14];
    expect([...fnmr]).toEqual(matched.map((count) => (14 - count) / 14));
  });

  test("runs from nothing accepted to everything accepted, each point the rates at its threshold", () => {
    fc.assert(
      fc.property(anyComparisons, (comparisons) => {
        const { thresholds, fmr, fnmr } = rocCurve(comparisons);
        expect([thresholds[0], fmr[0], fnmr[0]]).toEqual([Infinity, 0, 1]);
        expect([fmr.at(-1), fnmr.at(-1)]).toEqual([1, 0]);
        for (let i = 1; i < thresholds.length; i++) {
          expect(thresholds[i]).toBeLessThan(thresholds[i - 1]);
          expect(errorRatesAt(comparisons, thresholds[i])).toEqual({ fmr: fmr[i], fnmr: fnmr[i] });
        }
      }),
    );
  });

  test("infinite scores are scores like any other", () => {
    const { fmr, fnmr } = rocCurve(compareScores([Infinity, 1], [-Infinity, 1]));
    expect([...fmr]).toEqual([0, 0, 0.5, 1]);
    expect([...fnmr]).toEqual([1, 0.5, 0, 0]);
  });
});
