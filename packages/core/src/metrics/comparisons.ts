import { checkLength, checkValues } from "./metric-error.js";

declare const sorted: unique symbol;

/**
 * The scores of a verification experiment, sorted once for all metrics. Higher means more alike; a
 * comparison is accepted when its score is at least the threshold. Made by {@link compareScores} or
 * {@link splitScores} only, which check what the metrics rely on.
 */
export interface Comparisons {
  /** Scores of comparisons within one subject, ascending; never empty, no NaN. */
  readonly mated: Float64Array;
  /** Scores of comparisons between two subjects, ascending; never empty, no NaN. */
  readonly nonMated: Float64Array;
  readonly [sorted]: true;
}

/**
 * Comparisons from the scores of each class, in any order.
 *
 * @throws MetricError `empty` for a class without scores, `not-a-number`.
 */
export function compareScores(mated: ArrayLike<number>, nonMated: ArrayLike<number>): Comparisons {
  checkValues("mated scores", mated);
  checkValues("non-mated scores", nonMated);
  return {
    mated: Float64Array.from(mated).sort(),
    nonMated: Float64Array.from(nonMated).sort(),
  } as Comparisons;
}

/**
 * Comparisons from one column of scores and one that says which are mated.
 *
 * @param isMated for each score, true or other than 0 where the comparison is mated
 * @throws MetricError `length-mismatch`; as {@link compareScores}.
 */
export function splitScores(
  scores: ArrayLike<number>,
  isMated: ArrayLike<number> | ArrayLike<boolean>,
): Comparisons {
  checkLength("isMated", isMated, scores.length);
  let matedCount = 0;
  for (let i = 0; i < scores.length; i++) if (isMated[i]) matedCount += 1;
  const mated = new Float64Array(matedCount);
  const nonMated = new Float64Array(scores.length - matedCount);
  let m = 0;
  let n = 0;
  for (let i = 0; i < scores.length; i++) {
    if (isMated[i]) mated[m++] = scores[i];
    else nonMated[n++] = scores[i];
  }
  return compareScores(mated, nonMated);
}
