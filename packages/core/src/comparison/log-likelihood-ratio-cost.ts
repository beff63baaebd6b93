import { checkValues } from "../metrics/metric-error.js";
import { softplus } from "./logistic-fit.js";

/**
 * C_llr: what log-likelihood ratios cost whoever acts on them, in bits; 0 is perfect, 1 is what knowing nothing
 * (a ratio of 1 always) costs, more is worse than knowing nothing. Source: Brümmer and du Preez,
 * "Application-independent evaluation of speaker detection" (2006), eq. 15.
 *
 * @param mated natural logarithms of likelihood ratios
 * @throws MetricError `empty`, `not-a-number`.
 */
export function logLikelihoodRatioCost(mated: ArrayLike<number>, nonMated: ArrayLike<number>): number {
  checkValues("mated", mated);
  checkValues("nonMated", nonMated);
  const meanCost = (values: ArrayLike<number>, sign: 1 | -1) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += softplus(sign * values[i]);
    return sum / values.length;
  };
  return (meanCost(mated, -1) + meanCost(nonMated, 1)) / (2 * Math.LN2);
}
