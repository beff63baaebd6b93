import fc from "fast-check";
import { expect, it } from "vitest";
import { compareScores } from "./comparisons.js";
import { apcerAtBpcer, presentationErrorsAt, thresholdAtBpcer } from "./presentation-attack.js";

// Counted by hand.
const scores = compareScores([0.2, 0.6, 0.7, 0.9], [0.1, 0.3, 0.65]);

it("counts attacks let through and bona fide refused, a score at the threshold being let through", () => {
  expect(presentationErrorsAt(scores, 0.65)).toEqual({ apcer: 1 / 3, bpcer: 2 / 4 });
});

it("finds the highest threshold that refuses no more bona fide than wanted", () => {
  expect(thresholdAtBpcer(scores, 0)).toBe(0.2);
  expect(apcerAtBpcer(scores, 0)).toBe(2 / 3);
  expect(apcerAtBpcer(scores, 0.25)).toBe(1 / 3);
  expect(apcerAtBpcer(scores, 0.5)).toBe(0);
  expect(() => thresholdAtBpcer(scores, 1)).toThrow(/BPCER from 0 to below 1/);
});

it("never refuses more than wanted, and would with the next higher bona fide score", () => {
  const list = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(list, list, fc.double({ min: 0, max: 0.99, noNaN: true }), (people, machines, wanted) => {
      const both = compareScores(people, machines);
      const threshold = thresholdAtBpcer(both, wanted);
      expect(presentationErrorsAt(both, threshold).bpcer).toBeLessThanOrEqual(wanted);
      const higher = both.mated.find((score) => score > threshold);
      if (higher !== undefined) expect(presentationErrorsAt(both, higher).bpcer).toBeGreaterThan(wanted);
    }),
  );
});
