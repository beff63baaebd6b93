import { checkValues } from "../metrics/metric-error.js";

/**
 * The C_llr that the best calibration of these very scores would have: what is lost for want of telling people apart, whatever
 * is wrong with the ratios. A score becomes the odds of mated to non-mated among the scores that isotonic regression pools
 * with it, both kinds weighing the same (pool adjacent violators). Source: Brümmer and du Preez, "Application-independent
 * evaluation of speaker detection" (2006), section 6. Known only after the labels: a yardstick, no calibration to use.
 *
 * @param mated scores, higher = more alike
 * @returns bits, 0 … 1; see `logLikelihoodRatioCost`
 * @throws MetricError `empty`, `not-a-number`.
 */
export function minimumLogLikelihoodRatioCost(mated: ArrayLike<number>, nonMated: ArrayLike<number>): number {
  checkValues("mated", mated);
  checkValues("nonMated", nonMated);
  const pools: Pool[] = [];
  for (const pool of equalScores(mated, nonMated)) {
    let last = pool;
    for (
      let before = pools.at(-1);
      before !== undefined && shareOf(before) >= shareOf(last);
      before = pools.at(-1)
    ) {
      pools.pop();
      last = { mated: before.mated + last.mated, nonMated: before.nonMated + last.nonMated };
    }
    pools.push(last);
  }
  const cost = pools.reduce((sum, pool) => {
    const share = shareOf(pool);
    return sum + surprise(pool.mated, share) + surprise(pool.nonMated, 1 - share);
  }, 0);
  return cost / 2;
}

/** Weights, of which both kinds have 1 in all. */
interface Pool {
  readonly mated: number;
  readonly nonMated: number;
}

const shareOf = ({ mated, nonMated }: Pool) => mated / (mated + nonMated);

/** Bits; what has no weight surprises nobody. */
const surprise = (weight: number, share: number) => (weight === 0 ? 0 : -weight * Math.log2(share));

/** A pool for each score there is, from the lowest. */
function equalScores(mated: ArrayLike<number>, nonMated: ArrayLike<number>): Pool[] {
  const counts = new Map<number, { mated: number; nonMated: number }>();
  const count = (scores: ArrayLike<number>, kind: keyof Pool) => {
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i] as number;
      const found = counts.get(score) ?? { mated: 0, nonMated: 0 };
      counts.set(score, found);
      found[kind] += 1 / scores.length;
    }
  };
  count(mated, "mated");
  count(nonMated, "nonMated");
  return [...counts].sort(([a], [b]) => a - b).map(([, pool]) => pool);
}
