import { describe, expect, test } from "vitest";
import { MATED, NON_MATED } from "../testing/scores.js";
import { compareScores } from "./comparisons.js";
import { detCurve } from "./det-curve.js";
import { probit } from "./probit.js";

describe("detCurve", () => {
  test("agrees with scikit-learn and SciPy wherever the scale has a place", () => {
    // Source: scikit-learn 1.2.1 det_curve, SciPy 1.10.1 norm.ppf; by falling threshold here.
    const curve = detCurve(compareScores(MATED, NON_MATED));
    expect([...curve.thresholds]).toEqual([0.7, 0.5, 0.4, 0.3, 0.2, 0.1]);
    const fmr = [
      -1.5932188180230507, -1.5932188180230507, -1.5932188180230507, -1.22064034884735, -0.967421566101701,
      -0.7647096737863871,
    ];
    const fnmr = [
      -0.1800123697927051, -0.5659488219328631, -0.7916386077433746, -0.7916386077433746, -0.7916386077433746,
      -1.465233792685523,
    ];
    fmr.forEach((value, i) => {
      expect(curve.fmrProbit[i]).toBeCloseTo(value, 13);
      expect(curve.fnmrProbit[i]).toBeCloseTo(fnmr[i], 13);
      expect(probit(curve.fmr[i])).toBe(curve.fmrProbit[i]);
      expect(probit(curve.fnmr[i])).toBe(curve.fnmrProbit[i]);
    });
  });

  test("has no point where the classes don't overlap", () => {
    expect(detCurve(compareScores([2], [1])).thresholds).toHaveLength(0);
  });
});

describe("probit", () => {
  // Source: SciPy 1.10.1, special.ndtri.
  test.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [1e-5, -4.264890793922825],
    [0.01, -2.3263478740408408],
    [0.075, -1.4395314709384563],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.999999, 4.753424308817087],
  ])("of %d is %d", (probability, expected) => {
    expect(Math.abs(probit(probability) - expected)).toBeLessThanOrEqual(
      4e-15 * Math.max(1, Math.abs(expected)),
    );
  });

  test("has its limits at 0 and 1 and nothing outside", () => {
    expect([probit(0), probit(1)]).toEqual([-Infinity, Infinity]);
    expect([probit(-0.1), probit(1.1), probit(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
