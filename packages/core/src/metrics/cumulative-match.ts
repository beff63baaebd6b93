import { checkLength, checkValues, MetricError } from "./metric-error.js";

/**
 * The cumulative match characteristic of a closed-set identification: for each rank, from 1 on, the share of
 * probes whose true subject is at that rank or better. A subject with the same score counts as better, so
 * ties never flatter. Source: ISO/IEC 19795-1.
 *
 * @param scores [probes, subjects], higher = more alike
 * @param truth for each probe, the column of its subject
 * @returns [subjects]; element 0 is the rank-1 identification rate, the last is 1
 * @throws MetricError `empty`, `not-a-number`, `shape-mismatch` when scores is not probes × subjects,
 *   `out-of-range` for a subject that has no column.
 */
export function cumulativeMatch(
  scores: ArrayLike<number>,
  subjects: number,
  truth: ArrayLike<number>,
): Float64Array {
  checkValues("scores", scores);
  if (!(Number.isInteger(subjects) && subjects > 0) || scores.length % subjects !== 0) {
    throw new MetricError(
      "shape-mismatch",
      `${scores.length} scores are no whole rows of ${subjects} subjects`,
    );
  }
  const probes = scores.length / subjects;
  checkLength("truth", truth, probes);
  const curve = new Float64Array(subjects);
  for (let probe = 0; probe < probes; probe++) {
    const subject = truth[probe];
    if (!(Number.isInteger(subject) && subject >= 0 && subject < subjects)) {
      throw new MetricError(
        "out-of-range",
        `probe ${probe}: subject 0 to ${subjects - 1} expected, got ${subject}`,
      );
    }
    const own = scores[probe * subjects + subject];
    let better = -1; // its own score is one of those not below it
    for (let c = 0; c < subjects; c++) if (scores[probe * subjects + c] >= own) better += 1;
    curve[better] += 1;
  }
  for (let rank = 1; rank < subjects; rank++) curve[rank] += curve[rank - 1];
  return curve.map((count) => count / probes);
}
