import { CoreError } from "../core-error.js";
import type { Random } from "../random.js";
import { type Blocks, blockLength, selectBlocks } from "./blocks.js";

export interface AugmentBlocksOptions {
  /** Blocks wanted. */
  readonly count: number;
  /** Largest noise, in the channels' units. Default 0.2. */
  readonly epsilon?: number;
  readonly random: Random;
}

/**
 * Where there are fewer blocks than wanted: the blocks, followed by copies of them in turn, each value of a
 * copy with uniform noise in [−epsilon, epsilon] of its own. Otherwise the blocks as they are.
 * Source: as {@link takeDifferences}, section on the class-balanced subset.
 *
 * @throws CoreError `empty` when there is no block to copy, `out-of-range` for a bad count or epsilon.
 */
export function augmentBlocks(blocks: Blocks, options: AugmentBlocksOptions): Blocks {
  const { count, random } = options;
  const epsilon = options.epsilon ?? 0.2;
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new CoreError("out-of-range", `a number of blocks expected, got ${count}`);
  }
  if (!(epsilon >= 0 && epsilon < Infinity)) {
    throw new CoreError("out-of-range", `an epsilon of zero or more expected, got ${epsilon}`);
  }
  if (blocks.count >= count) return blocks;
  if (blocks.count === 0) throw new CoreError("empty", `${count} blocks wanted, but there is none to copy`);
  const result = selectBlocks(
    blocks,
    Int32Array.from({ length: count }, (_, k) => k % blocks.count),
  );
  for (let i = blocks.count * blockLength(blocks); i < result.data.length; i++) {
    result.data[i] += epsilon * (2 * random.uniform() - 1);
  }
  return result;
}
