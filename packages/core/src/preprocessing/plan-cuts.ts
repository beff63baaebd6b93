import { CoreError } from "../core-error.js";
import type { Sequences } from "./sequences.js";

export interface CutPlanOptions {
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
}

/** Where blocks lie: the full ones first, then those made of leftovers. */
export interface CutPlan {
  /** Differences in a block. */
  readonly size: number;
  readonly stride: number;
  /** Each full block's first difference. */
  readonly fullStarts: readonly number[];
  /** The differences that no full block has reached, in order; leftover block k begins at k · stride of them. */
  readonly leftovers: Int32Array;
  /** Blocks made of leftovers. */
  readonly leftoverCount: number;
}

/** @throws CoreError `out-of-range` for a size or stride that is no positive integer */
export function planCuts(sequences: Sequences, options: CutPlanOptions): CutPlan {
  const size = positiveInteger("blockSize", options.blockSize ?? 128);
  const stride = positiveInteger("stride", options.stride ?? size);
  const starts = options.chunks === "stream" ? sessionStarts(sequences) : sequences.starts;
  const { fullStarts, leftovers } = cutSequences(sequences.dxPx.length, starts, size, stride);
  const leftoverCount = options.chunks === "concatenate" ? blocksIn(leftovers.length, size, stride) : 0;
  return { size, stride, fullStarts, leftovers, leftoverCount };
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
