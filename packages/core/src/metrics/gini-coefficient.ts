import { checkValues, MetricError } from "./metric-error.js";

/**
 * How unequally a rate is spread over users: half the mean absolute difference of all pairs divided by the
 * mean; 0 when all are equal (also when all are zero), towards 1 when one user has everything. Proposed for
 * the errors of behavioural biometrics by Eberz et al., "Evaluating behavioral biometrics for continuous
 * authentication" (2017).
 *
 * @param values one for each user, none below zero; give it error rates rather than AUCs, whose Gini
 *   coefficient is small whatever the users are like
 * @throws MetricError `empty`, `not-a-number`, `out-of-range` for a value below zero or infinite.
 */
export function giniCoefficient(values: ArrayLike<number>): number {
  checkValues("values", values);
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  if (sorted[0] < 0 || sorted[count - 1] === Infinity) {
    throw new MetricError(
      "out-of-range",
      `finite values of zero or more expected, got ${sorted[0]} to ${sorted[count - 1]}`,
    );
  }
  let sum = 0;
  let weighted = 0;
  for (let i = 0; i < count; i++) {
    sum += sorted[i];
    weighted += (2 * i + 1 - count) * sorted[i];
  }
  return sum === 0 ? 0 : weighted / (count * sum);
}
