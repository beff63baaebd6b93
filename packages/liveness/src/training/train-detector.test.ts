import { createRandom } from "@wristprint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { livenessFigures } from "../detector/evaluate-detector.js";
import { stratifiedFolds } from "./folds.js";

it("deals both classes evenly to the folds", () => {
  const classes = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(classes, fc.integer({ min: 2, max: 6 }), (labels, count) => {
      const folds = stratifiedFolds(labels, count, createRandom("folds"));
      for (const label of [0, 1]) {
        const sizes = new Array(count).fill(0);
        for (const [row, fold] of folds.entries()) if (labels[row] === label) sizes[fold]++;
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

const who = (humans: readonly boolean[]) => humans.map((human) => ({ family: "f", human }));

it("takes tracks too short for people's, and has no figure without a class", () => {
  const figures = livenessFigures(who([true, true, false, false]), [2, Number.NaN, -1, Number.NaN], 0);
  // By hand: of two people both accepted, of two machines one.
  expect(figures).toMatchObject({
    precision: 2 / 3,
    recall: 1,
    accuracy: 3 / 4,
    apcer: 0.5,
    bpcer: 0,
    humansRefused: 0,
    machinesAccepted: 1,
    tooShort: 2,
  });
  expect(livenessFigures(who([true]), [1], 0)).toMatchObject({ auc: null, apcer: null, precision: 1 });
});
