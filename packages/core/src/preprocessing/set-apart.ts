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
  const kept = new Int32Array(taken.length - taken.reduce((sum, one) => sum + one, 0));
  const starts: number[] = [];
  let sequence = 0;
  let count = 0;
  for (let i = 0; i < taken.length; i++) {
    const begins = sequences.starts[sequence] === i;
    if (begins) sequence++;
    if (taken[i] === 1) continue;
    if (begins || count === 0 || kept[count - 1] !== i - 1) starts.push(count);
    kept[count++] = i;
  }
  return {
    dxPx: pick(sequences.dxPx, kept),
    dyPx: pick(sequences.dyPx, kept),
    dtS: pick(sequences.dtS, kept),
    held: pick(sequences.held, kept),
    session: pick(sequences.session, kept),
    event: pick(sequences.event, kept),
    traces: sequences.traces,
    starts: Int32Array.from(starts),
  };
}

function pick<Column extends Float32Array | Int32Array | Uint8Array>(
  column: Column,
  kept: Int32Array,
): Column {
  const picked = column.slice(0, kept.length) as Column;
  for (let i = 0; i < kept.length; i++) picked[i] = column[kept[i]];
  return picked;
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
