/** Probabilities below this count as this, so that one block does not outweigh all others. */
const SMALLEST = 1e-12;

/**
 * Each block's log-odds (natural logarithm) of one class against all others together: ln of its score, less ln of the sum of
 * theirs. Of probabilities that add up to 1 it is ln(p / (1 − p)), without what 1 − p loses near 1.
 * @param scores [blocks, classes], none below 0
 */
export function ownerLogOdds(scores: ArrayLike<number>, classes: number, owner: number): Float64Array {
  const logOdds = new Float64Array(scores.length / classes);
  for (let block = 0; block < logOdds.length; block++) {
    let rest = 0;
    for (let column = 0; column < classes; column++) {
      if (column !== owner) rest += scores[block * classes + column] as number;
    }
    const own = scores[block * classes + owner] as number;
    logOdds[block] = Math.log(Math.max(SMALLEST, own)) - Math.log(Math.max(SMALLEST, rest));
  }
  return logOdds;
}
