import fc from "fast-check";
import { expect, test } from "vitest";
import { MATED, NON_MATED } from "../testing/scores.js";
import { logLikelihoodRatioCost } from "./log-likelihood-ratio-cost.js";
import { fitLogistic } from "./logistic-fit.js";

test("ratios of 1 cost one bit, sure and right ones nothing, sure and wrong ones much", () => {
  expect(logLikelihoodRatioCost([0, 0], [0])).toBeCloseTo(1, 12);
  expect(logLikelihoodRatioCost([800], [-800])).toBe(0);
  // By hand: ½·(log2(1 + 1/3) + log2(1 + 1/3)) for odds of 3 : 1, right on both sides.
  expect(logLikelihoodRatioCost([Math.log(3)], [-Math.log(3)])).toBeCloseTo(Math.log2(4 / 3), 12);
  expect(logLikelihoodRatioCost([-10], [10])).toBeGreaterThan(14);
});

test("no stretch or shift of fitted ratios costs less", () => {
  const { slope, offset } = fitLogistic(MATED, NON_MATED, 0);
  const cost = (stretch: number, shift: number) => {
    const ratios = (scores: readonly number[]) => scores.map((s) => stretch * (slope * s + offset) + shift);
    return logLikelihoodRatioCost(ratios(MATED), ratios(NON_MATED));
  };
  const factor = fc.double({ min: 0.2, max: 4, noNaN: true });
  fc.assert(
    fc.property(factor, fc.double({ min: -3, max: 3, noNaN: true }), (stretch, shift) => {
      expect(cost(stretch, shift)).toBeGreaterThan(cost(1, 0) - 1e-9);
    }),
  );
});
