import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { probit } from "../metrics/probit.js";
import { MATED, NON_MATED } from "../testing/scores.js";
import { fitLogistic } from "./logistic-fit.js";

describe("fitLogistic", () => {
  // scikit-learn 1.2.1: LogisticRegression(C=1/ridge, solver="newton-cholesky", tol=1e-12), sample_weight 0.5 / class size.
  test.each([
    [1e-4, 4.155451018967623, -0.7724326040386869],
    [0.1, 1.2074092552169902, -0.15746240435466208],
  ])("finds the line that scikit-learn finds, ridge %f", (ridge, slope, offset) => {
    const line = fitLogistic(MATED, NON_MATED, ridge);
    expect(line.slope).toBeCloseTo(slope, 5);
    expect(line.offset).toBeCloseTo(offset, 5);
  });

  test("finds the log-likelihood ratio of two normals, however unequal the classes", () => {
    // Quantiles of N(1, 1) and N(−1, 1): ln p/q = 2·score.
    const quantiles = (count: number, centre: number) =>
      Float64Array.from({ length: count }, (_, i) => centre + probit((i + 0.5) / count));
    const { slope, offset } = fitLogistic(quantiles(4000, 1), quantiles(400, -1));
    expect(Math.abs(slope - 2)).toBeLessThan(0.05);
    expect(Math.abs(offset)).toBeLessThan(0.05);
  });

  test("stays finite where scores separate the classes", () => {
    const { slope, offset } = fitLogistic([2, 3], [-1, 0]);
    expect(slope).toBeGreaterThan(1);
    expect(Number.isFinite(slope) && Number.isFinite(offset)).toBe(true);
  });

  test("moves with a shift and a stretch of the scores, without a ridge", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (shift, stretch) => {
          const of = (scores: readonly number[]) => scores.map((score) => stretch * score + shift);
          const plain = fitLogistic(MATED, NON_MATED, 0);
          const moved = fitLogistic(of(MATED), of(NON_MATED), 0);
          expect(moved.slope * stretch).toBeCloseTo(plain.slope, 3);
          expect(moved.offset + moved.slope * shift).toBeCloseTo(plain.offset, 3);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("refuses scores that are not higher where mated, and none at all", () => {
    expect(() => fitLogistic(NON_MATED, MATED)).toThrow(expect.objectContaining({ code: "out-of-range" }));
    expect(() => fitLogistic([], [1])).toThrow(expect.objectContaining({ code: "empty" }));
    expect(() => fitLogistic([Number.NaN], [1])).toThrow(expect.objectContaining({ code: "not-a-number" }));
  });
});
