import { CoreError } from "../core-error.js";
import type { Blocks } from "./blocks.js";
import { type Channel, channelDefinition } from "./channels.js";
import type { Sequences } from "./sequences.js";

export interface CutBlocksOptions {
  /** Differences in a block. Default 128. */
  readonly blockSize?: number;
  /** Differences from one block's start to the next one's. Default: the block size, no overlap. */
  readonly stride?: number;
  /**
   * What becomes of the differences left over at the end of a sequence. `drop`: nothing. `concatenate`: all
   * leftovers, in order, are cut into blocks again, and these come after the full blocks. `stream`: a session's
   * differences are one stretch, whatever gaps it has, so its blocks are in the order of time and known as soon
   * as they are full; what is left at a session's end is dropped. Default `drop`.
   */
  readonly chunks?: "drop" | "concatenate" | "stream";
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
  const size = positiveInteger("blockSize", options.blockSize ?? 128);
  const stride = positiveInteger("stride", options.stride ?? size);
  const { channels } = options;
  if (channels.length === 0) throw new CoreError("empty", "at least one channel expected, got none");

  const definitions = channels.map(channelDefinition);

  const starts = options.chunks === "stream" ? sessionStarts(sequences) : sequences.starts;
  const { fullStarts, leftovers } = cutSequences(sequences.dxPx.length, starts, size, stride);
  const leftoverCount = options.chunks === "concatenate" ? blocksIn(leftovers.length, size, stride) : 0;
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

/** First differences of the full blocks, and the differences that no full block has reached, in order. */
function cutSequences(total: number, starts: ArrayLike<number>, size: number, stride: number) {
  const fullStarts: number[] = [];
  const leftovers = new Int32Array(total);
  let leftoverCount = 0;
  for (let s = 0; s < starts.length; s++) {
    const start = starts[s];
    const end = s + 1 < starts.length ? starts[s + 1] : total;
    const blocks = blocksIn(end - start, size, stride);
    for (let b = 0; b < blocks; b++) fullStarts.push(start + b * stride);
    // A stride past the block size leaves gaps on purpose; those are no leftovers.
    const reached = blocks === 0 ? start : start + Math.max((blocks - 1) * stride + size, blocks * stride);
    for (let i = reached; i < end; i++) leftovers[leftoverCount++] = i;
  }
  return { fullStarts, leftovers: leftovers.subarray(0, leftoverCount) };
}

/** Index of each session's first difference. */
function sessionStarts({ session }: Sequences): number[] {
  const starts: number[] = [];
  for (let i = 0; i < session.length; i++) if (i === 0 || session[i] !== session[i - 1]) starts.push(i);
  return starts;
}

function blocksIn(length: number, size: number, stride: number): number {
  return length < size ? 0 : Math.floor((length - size) / stride) + 1;
}

function positiveInteger(name: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value;
  throw new CoreError("out-of-range", `${name}: a positive integer expected, got ${value}`);
}
