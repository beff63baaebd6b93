/** Dropout masks, by far the most of the random numbers that a training draws. */
import type { Random } from "../random.js";

/** Two draws fit into a generator's word. */
const LEVELS = 0x1_0000;
const WARM_UP = 12;

/** Fills a mask: 0 with a probability, else what keeps the mean at 1. */
export type FillMask = (mask: Float32Array, random: Random) => void;

/**
 * Masks of a rate in [0, 1). How many values are kept before one is dropped is geometrically distributed, so it is enough
 * to draw these gaps, through a table of their quantiles. The generator is core's, sfc32 (Doty-Humphrey, PractRand 0.94),
 * from a state that `random` draws; in this loop it is several times as fast as asking `random` for each number.
 */
export function dropoutMasks(rate: number): FillMask {
  const kept = 1 / (1 - rate);
  const gaps = quantilesOfGaps(rate);
  return (mask, random) => {
    mask.fill(kept);
    if (rate === 0) return;
    let a = random.uint32() | 0;
    let b = random.uint32() | 0;
    let c = random.uint32() | 0;
    let counter = 1;
    let at = -1;
    for (let turn = -WARM_UP; at < mask.length; turn++) {
      const drawn = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + drawn) | 0;
      if (turn < 0) continue;
      // Writes behind the end have no effect.
      at += 1 + (gaps[drawn & (LEVELS - 1)] as number);
      mask[at] = 0;
      at += 1 + (gaps[drawn >>> 16] as number);
      mask[at] = 0;
    }
  };
}

/** How many are kept before one is dropped: the quantiles of P(gap ≥ g) = (1 − rate)^g. */
function quantilesOfGaps(rate: number): Uint32Array {
  const perStep = Math.log1p(-rate);
  return Uint32Array.from({ length: LEVELS }, (_, level) =>
    Math.floor(Math.log1p(-(level + 0.5) / LEVELS) / perStep),
  );
}
