import { checkValues, MetricError } from "./metric-error.js";

/** The arithmetic mean. @throws MetricError `empty`, `not-a-number`. */
export function mean(values: ArrayLike<number>): number {
  checkValues("values", values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/**
 * The standard deviation of a `sample` (divided by n − 1; NaN for a single value, which says nothing of its
 * spread) or of a whole `population` (divided by n).
 *
 * @throws MetricError `empty`, `not-a-number`.
 */
export function standardDeviation(values: ArrayLike<number>, of: "sample" | "population" = "sample"): number {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - centre) ** 2;
  return Math.sqrt(squares / (of === "sample" ? values.length - 1 : values.length));
}

/**
 * The quantile by linear interpolation between order statistics (Hyndman and Fan's type 7, NumPy's default).
 *
 * @param share in [0, 1]; 0.5 gives the median
 * @throws MetricError `empty`, `not-a-number`, `out-of-range`.
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  checkValues("values", values);
  if (!(share >= 0 && share <= 1))
    throw new MetricError("out-of-range", `a share from 0 to 1 expected, got ${share}`);
  const sorted = Float64Array.from(values).sort();
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const part = position - low;
  // Without the test, infinite neighbours would give NaN.
  return part === 0 ? sorted[low] : sorted[low] * (1 - part) + sorted[low + 1] * part;
}
