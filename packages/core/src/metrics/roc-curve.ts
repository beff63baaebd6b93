import type { Comparisons } from "./comparisons.js";

/** Error rates at every threshold that makes a difference, from the strictest on. */
export interface RocCurve {
  /** Descending; the first is Infinity, where nothing is accepted. */
  readonly thresholds: Float64Array;
  /** False match rate: the share of non-mated scores at or above the threshold; ascending from 0 to 1. */
  readonly fmr: Float64Array;
  /** False non-match rate: the share of mated scores below the threshold; descending from 1 to 0. */
  readonly fnmr: Float64Array;
}

/**
 * The receiver operating characteristic with one point for each distinct score, and one before them. A plot
 * has fmr to the right and 1 − fnmr upwards. Source: Fawcett, "An introduction to ROC analysis" (2006),
 * algorithm 1.
 */
export function rocCurve({ mated, nonMated }: Comparisons): RocCurve {
  const thresholds = [Infinity];
  const fmr = [0];
  const fnmr = [1];
  let m = mated.length - 1;
  let n = nonMated.length - 1;
  while (m >= 0 || n >= 0) {
    const threshold = Math.max(m >= 0 ? mated[m] : -Infinity, n >= 0 ? nonMated[n] : -Infinity);
    while (m >= 0 && mated[m] >= threshold) m -= 1;
    while (n >= 0 && nonMated[n] >= threshold) n -= 1;
    thresholds.push(threshold);
    fmr.push((nonMated.length - 1 - n) / nonMated.length);
    fnmr.push((m + 1) / mated.length);
  }
  return {
    thresholds: Float64Array.from(thresholds),
    fmr: Float64Array.from(fmr),
    fnmr: Float64Array.from(fnmr),
  };
}
