import fc from "fast-check";
import { expect, test } from "vitest";
import { anyScores, MATED, NON_MATED } from "../testing/scores.js";
import { logLikelihoodRatioCost } from "./log-likelihood-ratio-cost.js";
import { minimumLogLikelihoodRatioCost } from "./minimum-cost.js";

test("agrees with scikit-learn 1.2's IsotonicRegression, both kinds weighing the same", () => {
  expect(minimumLogLikelihoodRatioCost(MATED, NON_MATED)).toBeCloseTo(0.351601593828174, 12);
  expect(minimumLogLikelihoodRatioCost([1, 2, 2, 3.5, 4], [0, 1, 2, 2, 3])).toBeCloseTo(
    0.689659695223976,
    12,
  );
});

test("scores that part the kinds cost nothing, scores that say nothing or the opposite one bit", () => {
  expect(minimumLogLikelihoodRatioCost([3, 4], [1, 2])).toBe(0);
  expect(minimumLogLikelihoodRatioCost([1], [1])).toBe(1);
  expect(minimumLogLikelihoodRatioCost([1, 2], [3, 4])).toBeCloseTo(1, 12);
});

test("no ratios cost less, and no growing function of the scores changes it", () => {
  fc.assert(
    fc.property(anyScores, anyScores, (mated, nonMated) => {
      const least = minimumLogLikelihoodRatioCost(mated, nonMated);
      expect(logLikelihoodRatioCost(mated, nonMated)).toBeGreaterThan(least - 1e-9);
      const order = [...new Set([...mated, ...nonMated])].sort((a, b) => a - b);
      const ranks = (scores: readonly number[]) => scores.map((score) => order.indexOf(score));
      expect(minimumLogLikelihoodRatioCost(ranks(mated), ranks(nonMated))).toBe(least);
    }),
    { numRuns: 60 },
  );
});
