import { type CutPlanOptions, planCuts } from "./plan-cuts.js";
import type { Sequences } from "./sequences.js";

/**
 * Which difference stands in each row of the blocks that `cutBlocks` cuts of the same sequences.
 *
 * @returns [count, blockSize], indices of differences, blocks in the order of `cutBlocks`
 * @throws CoreError `out-of-range` for a size or stride that is no positive integer
 */
export function blockDifferences(sequences: Sequences, options: CutPlanOptions): Int32Array {
  const { size, stride, fullStarts, leftovers, leftoverCount } = planCuts(sequences, options);
  const rows = new Int32Array((fullStarts.length + leftoverCount) * size);
  fullStarts.forEach((start, block) => {
    for (let row = 0; row < size; row++) rows[block * size + row] = start + row;
  });
  for (let block = 0; block < leftoverCount; block++) {
    const part = leftovers.subarray(block * stride, block * stride + size);
    rows.set(part, (fullStarts.length + block) * size);
  }
  return rows;
}
