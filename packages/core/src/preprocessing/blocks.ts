import { CoreError } from "../core-error.js";
import type { Channel } from "./channels.js";

/** Pieces of equal length of a user's differences: what networks are fed. */
export interface Blocks {
  readonly count: number;
  /** Differences in a block. */
  readonly size: number;
  readonly channels: readonly Channel[];
  /** [count, size, channels] */
  readonly data: Float32Array;
  /** For each block, the index of the trace its first difference is from. */
  readonly session: Int32Array;
}

/** Values in one block: size × channels. */
export function blockLength(blocks: Pick<Blocks, "size" | "channels">): number {
  return blocks.size * blocks.channels.length;
}

/**
 * The blocks at the given indices, in their order; an index may repeat.
 *
 * @throws CoreError `out-of-range` for an index that no block has.
 */
export function selectBlocks(blocks: Blocks, indices: ArrayLike<number>): Blocks {
  const length = blockLength(blocks);
  const data = new Float32Array(indices.length * length);
  const session = new Int32Array(indices.length);
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k];
    if (!(Number.isInteger(index) && index >= 0 && index < blocks.count)) {
      throw new CoreError("out-of-range", `block ${index} asked for, there are ${blocks.count}`);
    }
    data.set(blocks.data.subarray(index * length, (index + 1) * length), k * length);
    session[k] = blocks.session[index];
  }
  return { count: indices.length, size: blocks.size, channels: blocks.channels, data, session };
}

/**
 * All blocks of the parts, one part after the other. Session indices are kept as they are: where parts
 * are of different users, the caller keeps who is who.
 *
 * @throws CoreError `empty` without a part, `shape-mismatch` when size or channels differ.
 */
export function concatenateBlocks(parts: readonly Blocks[]): Blocks {
  if (parts.length === 0) throw new CoreError("empty", "at least one set of blocks expected, got none");
  const { size, channels } = parts[0];
  let count = 0;
  for (const part of parts) {
    if (part.size !== size || part.channels.join() !== channels.join()) {
      throw new CoreError(
        "shape-mismatch",
        `blocks of ${size} × [${channels.join()}] expected, got ${part.size} × [${part.channels.join()}]`,
      );
    }
    count += part.count;
  }
  const data = new Float32Array(count * size * channels.length);
  const session = new Int32Array(count);
  let block = 0;
  for (const part of parts) {
    data.set(part.data, block * size * channels.length);
    session.set(part.session, block);
    block += part.count;
  }
  return { count, size, channels, data, session };
}
