import type { Comparisons } from "./comparisons.js";
import { rocCurve } from "./roc-curve.js";

export interface EqualErrorRate {
  /** In [0, 1]. */
  readonly rate: number;
  /** The threshold that belongs to it, interpolated as the rate is. Not to be used on the same data. */
  readonly threshold: number;
}

/** The rate at which FMR and FNMR are equal, on the straight line between the two ROC points around it. */
export function equalErrorRate(comparisons: Comparisons): EqualErrorRate {
  const { thresholds, fmr, fnmr } = rocCurve(comparisons);
  // The difference climbs from −1 to 1, by something at every point.
  let next = 1;
  while (fmr[next] < fnmr[next]) next += 1;
  const before = next - 1;
  const below = fnmr[before] - fmr[before];
  const above = fmr[next] - fnmr[next];
  const part = below / (below + above);
  const rate = fmr[before] + part * (fmr[next] - fmr[before]);
  const step = thresholds[next] - thresholds[before];
  const threshold = Number.isFinite(step) ? thresholds[before] + part * step : thresholds[next];
  return { rate, threshold };
}
