import { type Blocks, blockLength } from "@wristprint/core";

/**
 * Every block as it is, then once for each of its stretches with that stretch hidden.
 *
 * A hidden stretch is zero in all channels. Blocks are scaled ones, so zero is the mean of the training blocks where the
 * scaling is `standard`, and no movement where it keeps zero at zero.
 *
 * @param steps differences in a stretch; a block's last stretch may be shorter
 * @returns [count · (1 + stretches), size, channels]
 */
export function hideStretches(scaled: Blocks, steps: number): Blocks {
  const { count, size, channels } = scaled;
  const length = blockLength(scaled);
  const variants = 1 + stretchesIn(size, steps);
  const data = new Float32Array(count * variants * length);
  const session = new Int32Array(count * variants);
  for (let block = 0; block < count; block++) {
    const own = scaled.data.subarray(block * length, (block + 1) * length);
    for (let variant = 0; variant < variants; variant++) {
      const at = (block * variants + variant) * length;
      data.set(own, at);
      session[block * variants + variant] = scaled.session[block] as number;
      if (variant === 0) continue;
      const begin = (variant - 1) * steps;
      const end = Math.min(size, begin + steps);
      data.fill(0, at + begin * channels.length, at + end * channels.length);
    }
  }
  return { ...scaled, count: count * variants, data, session };
}

/** How many stretches of so many differences a block has. */
export function stretchesIn(size: number, steps: number): number {
  return Math.ceil(size / steps);
}
