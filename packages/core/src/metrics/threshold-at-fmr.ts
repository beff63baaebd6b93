import type { Comparisons } from "./comparisons.js";
import { errorRatesAt } from "./error-rates-at.js";
import { MetricError } from "./metric-error.js";

/**
 * The lowest threshold whose false match rate is at most the one wanted: the number next above the highest
 * non-mated score that must be refused; −Infinity where none must. To be kept as a 64-bit number, as
 * rounding to fewer bits may accept that score again.
 *
 * @param fmr in [0, 1]
 * @throws MetricError `out-of-range` for a rate outside, or where a score of Infinity makes it unreachable.
 */
export function thresholdAtFmr({ nonMated }: Comparisons, fmr: number): number {
  if (!(fmr >= 0 && fmr <= 1))
    throw new MetricError("out-of-range", `an FMR from 0 to 1 expected, got ${fmr}`);
  const count = nonMated.length;
  let accepted = Math.floor(fmr * count);
  // 0.29 · 100 is a little less than 29; the quotient says whether one more is allowed.
  if ((accepted + 1) / count <= fmr) accepted += 1;
  if (accepted >= count) return -Infinity;
  const refused = nonMated[count - 1 - accepted];
  if (refused === Infinity) {
    throw new MetricError(
      "out-of-range",
      `no threshold reaches an FMR of ${fmr}: non-mated scores of Infinity`,
    );
  }
  return nextAbove(refused);
}

/**
 * The false non-match rate at the threshold that gives at most the wanted false match rate on these same
 * comparisons: a point of the ROC curve. For a figure to promise, choose the threshold on other data.
 *
 * @throws MetricError as {@link thresholdAtFmr}.
 */
export function fnmrAtFmr(comparisons: Comparisons, fmr: number): number {
  return errorRatesAt(comparisons, thresholdAtFmr(comparisons, fmr)).fnmr;
}

/** The smallest 64-bit number greater than the value (nextUp of IEEE 754). */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  if (value === -Infinity) return -Number.MAX_VALUE;
  const bits = new BigInt64Array(Float64Array.of(value).buffer);
  bits[0] += value > 0 ? 1n : -1n;
  return new Float64Array(bits.buffer)[0];
}
