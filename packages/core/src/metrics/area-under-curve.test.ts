import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../random.js";
import { anyComparisons, anyScores, MATED, NON_MATED } from "../testing/scores.js";
import { areaUnderCurve } from "./area-under-curve.js";
import { compareScores } from "./comparisons.js";
import { rocCurve } from "./roc-curve.js";

describe("areaUnderCurve", () => {
  test("agrees with scikit-learn", () => {
    // Source: scikit-learn 1.2.1, roc_auc_score.
    expect(areaUnderCurve(compareScores(MATED, NON_MATED))).toBeCloseTo(0.9384920634920635, 15);
  });

  test("is 1 when all mated scores are higher, 0 when all are lower, a half when all are tied", () => {
    expect(areaUnderCurve(compareScores([2, 3], [0, 1]))).toBe(1);
    expect(areaUnderCurve(compareScores([0, 1], [2, 3]))).toBe(0);
    expect(areaUnderCurve(compareScores([1, 1], [1]))).toBe(0.5);
  });

  test("is the share of pairs won, ties half, counted one by one", () => {
    fc.assert(
      fc.property(anyScores, anyScores, (mated, nonMated) => {
        let won = 0;
        for (const m of mated) for (const n of nonMated) won += m > n ? 1 : m === n ? 0.5 : 0;
        expect(areaUnderCurve(compareScores(mated, nonMated))).toBeCloseTo(
          won / (mated.length * nonMated.length),
          12,
        );
      }),
    );
  });

  test("is the area under the curve, by trapezes", () => {
    fc.assert(
      fc.property(anyComparisons, (comparisons) => {
        const { fmr, fnmr } = rocCurve(comparisons);
        let area = 0;
        for (let i = 1; i < fmr.length; i++)
          area += (fmr[i] - fmr[i - 1]) * (1 - (fnmr[i] + fnmr[i - 1]) / 2);
        expect(areaUnderCurve(comparisons)).toBeCloseTo(area, 12);
      }),
    );
  });

  test("doesn't change when scores are mapped by a rising function", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 }), anyScores, (mated, others) => {
        const nonMated = others.map(Math.round);
        const rising = (score: number) => 3 * Math.atan(score / 1000) - 7;
        expect(areaUnderCurve(compareScores(mated.map(rising), nonMated.map(rising)))).toBe(
          areaUnderCurve(compareScores(mated, nonMated)),
        );
      }),
    );
  });

  test("of the negated scores is one minus it", () => {
    fc.assert(
      fc.property(anyScores, anyScores, (mated, nonMated) => {
        const negated = compareScores(
          mated.map((score) => -score),
          nonMated.map((score) => -score),
        );
        expect(areaUnderCurve(negated)).toBeCloseTo(1 - areaUnderCurve(compareScores(mated, nonMated)), 12);
      }),
    );
  });

  test("of a million scores is had in a moment", () => {
    const random = createRandom(1);
    const draw = () => Float64Array.from({ length: 500_000 }, random.uniform);
    const [mated, nonMated] = [draw(), draw()];
    // The standard error is 0.0004. About 0.15 s on two cores; each compared with each, it would not end in a test's time.
    expect(areaUnderCurve(compareScores(mated, nonMated))).toBeCloseTo(0.5, 2);
  });
});
