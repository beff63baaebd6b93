import { CoreError, meanOfSums } from "@wristprint/core";

/** The latest blocks that are compared with those before them, to notice that somebody else has taken over. */
export const LATEST_BLOCKS = 5;

/** A session's signatures so far, as sums: the memory it takes does not grow with their number. */
export interface SessionEvidence {
  add(block: { readonly signature: Float32Array; readonly startMs: number; readonly endMs: number }): void;
  readonly blocks: number;
  /** Mean of all signatures, as core's `meanSignature` gives it. There must be one. */
  mean(): Float32Array;
  /** The latest {@link LATEST_BLOCKS} and those before; `undefined` where there are none before. */
  parts():
    | { readonly before: Float32Array; readonly blocksBefore: number; readonly latest: Float32Array }
    | undefined;
  /** From the first block's start to the last one's end. */
  readonly seconds: number;
  /** The last block's end, since the session's first event. */
  readonly atS: number;
}

export function createSessionEvidence(size: number): SessionEvidence {
  const sums = new Float64Array(size);
  const sumsBefore = new Float64Array(size);
  const latest: Float32Array[] = [];
  let blocks = 0;
  let firstMs = Number.POSITIVE_INFINITY;
  let lastMs = 0;
  let endMs = 0;
  return {
    add(block) {
      if (block.signature.length !== size) {
        throw new CoreError(
          "shape-mismatch",
          `a signature of ${size} numbers expected, got ${block.signature.length}`,
        );
      }
      accumulate(sums, block.signature);
      latest.push(block.signature);
      const old = latest.length > LATEST_BLOCKS ? latest.shift() : undefined;
      if (old) accumulate(sumsBefore, old);
      blocks += 1;
      firstMs = Math.min(firstMs, block.startMs);
      lastMs = Math.max(lastMs, block.endMs);
      endMs = block.endMs;
    },
    get blocks() {
      return blocks;
    },
    mean: () => meanOfSums(sums, blocks),
    parts() {
      const blocksBefore = blocks - latest.length;
      if (blocksBefore === 0) return undefined;
      const latestSums = new Float64Array(size);
      for (const signature of latest) accumulate(latestSums, signature);
      return {
        before: meanOfSums(sumsBefore, blocksBefore),
        blocksBefore,
        latest: meanOfSums(latestSums, latest.length),
      };
    },
    get seconds() {
      return blocks === 0 ? 0 : Math.max(0, lastMs - firstMs) / 1000;
    },
    get atS() {
      return endMs / 1000;
    },
  };
}

function accumulate(sums: Float64Array, signature: Float32Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] += signature[i];
}
