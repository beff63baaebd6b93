import type { Comparisons } from "./comparisons.js";
import { probit } from "./probit.js";
import { rocCurve } from "./roc-curve.js";

/** Points of a detection error trade-off plot, by falling threshold. */
export interface DetCurve {
  readonly thresholds: Float64Array;
  readonly fmr: Float64Array;
  readonly fnmr: Float64Array;
  /** Where the point stands on the plot's horizontal axis: the probit of its FMR. */
  readonly fmrProbit: Float64Array;
  /** The same on the vertical axis, of its FNMR. */
  readonly fnmrProbit: Float64Array;
}

/**
 * The DET curve: both error rates on normal deviate scales, where normally distributed scores give a
 * straight line. Points with a rate of 0 or 1 have no place on such a scale and are left out, so classes
 * that don't overlap give no point at all. Source: Martin et al., "The DET curve in assessment of detection
 * task performance" (1997).
 */
export function detCurve(comparisons: Comparisons): DetCurve {
  const roc = rocCurve(comparisons);
  const inside = Int32Array.from(roc.fmr.keys()).filter(
    (i) => roc.fmr[i] > 0 && roc.fmr[i] < 1 && roc.fnmr[i] > 0 && roc.fnmr[i] < 1,
  );
  const pick = (column: Float64Array): Float64Array => Float64Array.from(inside, (i) => column[i]);
  const fmr = pick(roc.fmr);
  const fnmr = pick(roc.fnmr);
  return {
    thresholds: pick(roc.thresholds),
    fmr,
    fnmr,
    fmrProbit: fmr.map(probit),
    fnmrProbit: fnmr.map(probit),
  };
}
