import fc from "fast-check";
import { compareScores } from "../metrics/comparisons.js";

/**
 * Scores with ties within and between the classes. Drawn once with NumPy 1.24.2, default_rng(7): normal
 * around 1 and around 0, rounded to one decimal; the golden values of the tests are of these.
 */
export const MATED = [1.0, 1.3, 0.7, 0.1, 0.5, 0.0, 1.1, 2.3, 0.5, 0.4, 1.5, 1.4, 1.1, 0.1];
export const NON_MATED = [
  -0.0, 0.7, -1.3, -0.5, -1.9, -1.3, -1.8, -0.2, -1.3, 0.3, 0.2, -0.2, -2.5, -0.5, -0.0, 0.1, -1.5, -0.5,
];

/** Scores of one class: few different ones, so that ties are common, and sometimes any number. */
export const anyScores = fc.array(
  fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  { minLength: 1, maxLength: 40 },
);

export const anyComparisons = fc
  .tuple(anyScores, anyScores)
  .map(([mated, nonMated]) => compareScores(mated, nonMated));
