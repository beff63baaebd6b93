import { largerIsBetter, type Search } from "./search-definition.js";
import type { TrialResult } from "./trial-result.js";

/** Results with the best first; of equal ones the earlier trial; those that failed last. */
export function rankTrials(results: readonly TrialResult[], metric: Search["metric"]): TrialResult[] {
  const worst = largerIsBetter(metric) ? -Infinity : Infinity;
  const sign = largerIsBetter(metric) ? -1 : 1;
  return [...results].sort((a, b) => {
    const [first, second] = [a.value ?? worst, b.value ?? worst];
    return first === second ? a.trial - b.trial : sign * (first - second);
  });
}

/** The best trial; `undefined` where none has a figure. */
export function bestTrial(
  results: readonly TrialResult[],
  metric: Search["metric"],
): (TrialResult & { readonly value: number }) | undefined {
  const [best] = rankTrials(results, metric);
  return best === undefined || best.value === null ? undefined : { ...best, value: best.value };
}
