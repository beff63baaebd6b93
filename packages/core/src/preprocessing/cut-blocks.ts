import { CoreError } from "../core-error.js";
import type { Blocks } from "./blocks.js";
import { type Channel, channelDefinition } from "./channels.js";
import { type CutPlanOptions, planCuts } from "./plan-cuts.js";
import type { Sequences } from "./sequences.js";

export interface CutBlocksOptions extends CutPlanOptions {
  readonly channels: readonly Channel[];
}

/**
 * Cuts one user's sequences into blocks. But for `stream`, no block of the first part crosses a sequence's border;
 * the blocks made of leftovers do. Leftover is what no block has reached: with a stride at most the block size and
 * `concatenate`, every difference is in a block but for less than one block at the very end. A leftover
 * block belongs to the session of its first difference.
 *
 * @returns data [count, blockSize, channels]
 * @throws CoreError `out-of-range` for a size or stride that is no positive integer, `empty` without a
 *   channel, `unknown-name` for a channel that there isn't.
 */
export function cutBlocks(sequences: Sequences, options: CutBlocksOptions): Blocks {
  const { channels } = options;
  if (channels.length === 0) throw new CoreError("empty", "at least one channel expected, got none");

  const definitions = channels.map(channelDefinition);

  const { size, stride, fullStarts, leftovers, leftoverCount } = planCuts(sequences, options);
  const count = fullStarts.length + leftoverCount;
  const width = channels.length;
  const data = new Float32Array(count * size * width);
  const session = new Int32Array(count);

  /** Writes the differences [begin, end) to the rows from `row` on, of all blocks' rows. */
  function write(begin: number, end: number, row: number): void {
    for (let c = 0; c < width; c++) {
      definitions[c].write(sequences, { begin, end, into: data, at: row * width + c, step: width });
    }
  }
  /** Copies the rows that a block has in common with the block before it; returns their number. */
  function repeat(block: number, advance: number): number {
    const rows = Math.max(0, size - advance);
    const end = block * size * width;
    if (rows > 0) data.copyWithin(end, end - rows * width, end);
    return rows;
  }
  for (let block = 0; block < fullStarts.length; block++) {
    const start = fullStarts[block];
    session[block] = sequences.session[start];
    const repeated = block === 0 ? 0 : repeat(block, start - fullStarts[block - 1]);
    write(start + repeated, start + size, block * size + repeated);
  }
  for (let block = 0; block < leftoverCount; block++) {
    const start = block * stride;
    const row = (fullStarts.length + block) * size;
    session[fullStarts.length + block] = sequences.session[leftovers[start]];
    let k = start + (block === 0 ? 0 : repeat(fullStarts.length + block, stride));
    while (k < start + size) {
      const run = k++;
      while (k < start + size && leftovers[k] === leftovers[k - 1] + 1) k++;
      write(leftovers[run], leftovers[k - 1] + 1, row + run - start);
    }
  }
  return { count, size, channels, data, session };
}
