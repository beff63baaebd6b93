import { CoreError } from "../core-error.js";
import { type CutPlanOptions, planCuts } from "./plan-cuts.js";
import type { Sequences } from "./sequences.js";

/**
 * The sequences without the differences that some of their blocks hold, broken where something was taken out: what is
 * left can be cut anew, at any stride, and shares no difference with those blocks.
 *
 * @param options how the blocks were cut
 * @param blocks indices of blocks, as `cutBlocks` with these options numbers them
 * @throws CoreError `out-of-range` for an index that no block has
 */
export function setApart(
  sequences: Sequences,
  options: CutPlanOptions,
  blocks: ArrayLike<number>,
): Sequences {
  const taken = markDifferences(sequences, options, blocks);
  const total = taken.length;
  const kept: number[] = [];
  const starts: number[] = [];
  let sequence = 0;
  for (let i = 0; i < total; i++) {
    const begins = sequences.starts[sequence] === i;
    if (begins) sequence++;
    if (taken[i] === 1) continue;
    if (begins || kept.length === 0 || kept[kept.length - 1] !== i - 1) starts.push(kept.length);
    kept.push(i);
  }
  return {
    dxPx: Float32Array.from(kept, (i) => sequences.dxPx[i]),
    dyPx: Float32Array.from(kept, (i) => sequences.dyPx[i]),
    dtS: Float32Array.from(kept, (i) => sequences.dtS[i]),
    held: Uint8Array.from(kept, (i) => sequences.held[i]),
    session: Int32Array.from(kept, (i) => sequences.session[i]),
    event: Int32Array.from(kept, (i) => sequences.event[i]),
    traces: sequences.traces,
    starts: Int32Array.from(starts),
  };
}

/** 1 for every difference that one of the blocks holds. */
function markDifferences(
  sequences: Sequences,
  options: CutPlanOptions,
  blocks: ArrayLike<number>,
): Uint8Array {
  const { size, stride, fullStarts, leftovers, leftoverCount } = planCuts(sequences, options);
  const marked = new Uint8Array(sequences.dxPx.length);
  for (let k = 0; k < blocks.length; k++) {
    const block = blocks[k];
    if (!(Number.isInteger(block) && block >= 0 && block < fullStarts.length + leftoverCount)) {
      const count = fullStarts.length + leftoverCount;
      throw new CoreError("out-of-range", `block ${block} asked for, there are ${count}`);
    }
    if (block < fullStarts.length) {
      marked.fill(1, fullStarts[block], fullStarts[block] + size);
    } else {
      const first = (block - fullStarts.length) * stride;
      for (let j = first; j < first + size; j++) marked[leftovers[j]] = 1;
    }
  }
  return marked;
}
