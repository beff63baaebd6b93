import type { Comparisons } from "./comparisons.js";
import { errorRatesAt } from "./error-rates-at.js";
import { MetricError } from "./metric-error.js";

/** Error rates of telling bona fide presentations from attacks (ISO/IEC 30107-3). */
export interface PresentationErrors {
  /** Share of attack presentations taken for bona fide ones. */
  readonly apcer: number;
  /** Share of bona fide presentations taken for attacks. */
  readonly bpcer: number;
}

/**
 * APCER and BPCER at a threshold, which should come from other data than these. Scores are of being bona fide: bona fide
 * presentations stand as the mated scores, attacks as the non-mated.
 *
 * @throws MetricError `not-a-number` for the threshold NaN.
 */
export function presentationErrorsAt(scores: Comparisons, threshold: number): PresentationErrors {
  const { fmr, fnmr } = errorRatesAt(scores, threshold);
  return { apcer: fmr, bpcer: fnmr };
}

/**
 * The highest threshold whose BPCER is at most the one wanted: a score among the bona fide ones.
 *
 * @param bpcer in [0, 1)
 * @throws MetricError `out-of-range` for a rate outside.
 */
export function thresholdAtBpcer({ mated }: Comparisons, bpcer: number): number {
  if (!(bpcer >= 0 && bpcer < 1)) {
    throw new MetricError("out-of-range", `a BPCER from 0 to below 1 expected, got ${bpcer}`);
  }
  let refused = Math.floor(bpcer * mated.length);
  // As in thresholdAtFmr: the quotient says whether one more is allowed.
  if ((refused + 1) / mated.length <= bpcer) refused += 1;
  return mated[Math.min(refused, mated.length - 1)] as number;
}

/** The APCER at the threshold that gives at most the wanted BPCER on these same scores. */
export function apcerAtBpcer(scores: Comparisons, bpcer: number): number {
  return presentationErrorsAt(scores, thresholdAtBpcer(scores, bpcer)).apcer;
}
