import type { Comparisons } from "./comparisons.js";
import { MetricError } from "./metric-error.js";

export interface ErrorRates {
  /** Share of the non-mated scores at or above the threshold. */
  readonly fmr: number;
  /** Share of the mated scores below it. */
  readonly fnmr: number;
}

/**
 * FMR and FNMR at a threshold, which should come from other data than these.
 *
 * @throws MetricError `not-a-number` for the threshold NaN.
 */
export function errorRatesAt({ mated, nonMated }: Comparisons, threshold: number): ErrorRates {
  if (Number.isNaN(threshold)) throw new MetricError("not-a-number", "a threshold expected, got NaN");
  return {
    fmr: (nonMated.length - countBelow(nonMated, threshold)) / nonMated.length,
    fnmr: countBelow(mated, threshold) / mated.length,
  };
}

/** How many of the ascending values are less than the limit. */
function countBelow(values: Float64Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
