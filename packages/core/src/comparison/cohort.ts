import { CoreError } from "../core-error.js";
import { mean, standardDeviation } from "../metrics/mean.js";
import { createSimilarities } from "./cosine-similarity.js";

/** How alike a signature is to people who are certainly somebody else. */
export interface CohortStatistics {
  readonly mean: number;
  readonly deviation: number;
}

/** Below this a deviation says nothing, and would blow a score up. */
const SMALLEST_DEVIATION = 1e-3;

/**
 * Compares signatures with a cohort: mean signatures of people who are in no comparison.
 *
 * @param cohort [n, size], n ≥ 2
 * @param nearest over how many of the cohort's most alike the statistics are taken (adaptive normalisation);
 *   all of them where it is as large as the cohort (plain)
 * @throws CoreError `shape-mismatch`, `out-of-range`.
 */
export function createCohort(
  cohort: Float32Array,
  size: number,
  nearest: number,
): (signature: Float32Array) => CohortStatistics {
  const count = cohort.length / size;
  if (!(Number.isInteger(count) && count >= 2)) {
    throw new CoreError(
      "shape-mismatch",
      `a cohort of at least 2 signatures of ${size} numbers expected, got ${cohort.length} numbers`,
    );
  }
  if (!(Number.isInteger(nearest) && nearest >= 2 && nearest <= count)) {
    throw new CoreError("out-of-range", `nearest: 2 to ${count}, the cohort, expected, got ${nearest}`);
  }
  const similaritiesOf = createSimilarities(cohort, size);
  return (signature) => {
    const most = similaritiesOf(signature)
      .sort()
      .subarray(count - nearest);
    return { mean: mean(most), deviation: Math.max(SMALLEST_DEVIATION, standardDeviation(most)) };
  };
}

/**
 * Symmetric cohort normalisation (S-norm; adaptive where the statistics are of the nearest alone): by how many
 * deviations the similarity exceeds what strangers reach, the mean of both sides' views. Sources: Kenny,
 * "Bayesian speaker verification with heavy-tailed priors" (2010); Matějka et al., "Analysis of score
 * normalization in multilingual speaker recognition" (2017).
 */
export function normaliseScore(
  similarity: number,
  reference: CohortStatistics,
  probe: CohortStatistics,
): number {
  return (
    ((similarity - reference.mean) / reference.deviation + (similarity - probe.mean) / probe.deviation) / 2
  );
}
