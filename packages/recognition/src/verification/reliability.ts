/** Whether log-likelihood ratios mean what they say. */

export interface ReliabilityBin {
  /** Mean probability of one person that the ratios claim, one person and two being as likely before. */
  readonly claimed: number;
  /** Share of comparisons of one person, both kinds weighing the same. */
  readonly observed: number;
  readonly comparisons: number;
}

const BINS = 10;

/**
 * Comparisons by the probability that their ratios claim, in tenths; tenths without any are left out.
 * @param mated natural logarithms of likelihood ratios, at least one
 * @param nonMated at least one
 */
export function reliabilityOf(mated: ArrayLike<number>, nonMated: ArrayLike<number>): ReliabilityBin[] {
  const bins = Array.from({ length: BINS }, () => ({ claimed: 0, mated: 0, weight: 0, comparisons: 0 }));
  const add = (ratios: ArrayLike<number>, isMated: 0 | 1) => {
    for (let i = 0; i < ratios.length; i++) {
      const claimed = 1 / (1 + Math.exp(-(ratios[i] as number)));
      // The bin's number is below BINS by min, and claimed is no less than 0.
      const bin = bins[Math.min(BINS - 1, Math.floor(claimed * BINS))] as (typeof bins)[number];
      const weight = 1 / ratios.length;
      bin.claimed += weight * claimed;
      bin.mated += weight * isMated;
      bin.weight += weight;
      bin.comparisons++;
    }
  };
  add(mated, 1);
  add(nonMated, 0);
  return bins
    .filter(({ comparisons }) => comparisons > 0)
    .map(({ claimed, mated: own, weight, comparisons }) => ({
      claimed: claimed / weight,
      observed: own / weight,
      comparisons,
    }));
}
