import type { Comparisons } from "./comparisons.js";

/**
 * The area under the ROC curve: the probability that a mated score is higher than a non-mated one, a tie
 * counting half. Exact, as the rank statistic of Mann and Whitney divided by the number of pairs; Hanley and
 * McNeil, "The meaning and use of the area under a ROC curve" (1982).
 */
export function areaUnderCurve({ mated, nonMated }: Comparisons): number {
  let below = 0;
  let notAbove = 0;
  // Twice the number of pairs won, so that ties stay whole numbers: exact below 2⁵³.
  let halves = 0;
  for (const score of mated) {
    while (below < nonMated.length && nonMated[below] < score) below += 1;
    while (notAbove < nonMated.length && nonMated[notAbove] <= score) notAbove += 1;
    halves += below + notAbove;
  }
  return halves / (2 * mated.length * nonMated.length);
}
