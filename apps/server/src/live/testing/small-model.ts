import { type ComparisonParameters, createRandom, type StreamPreprocessing } from "@wristprint/core";
import type { Embedder, LiveCard } from "../embedder.js";

export const SIZE = 6;
export const BLOCK_SIZE = 8;

export const preprocessing: StreamPreprocessing = {
  signal: "logVelocity",
  blockSize: BLOCK_SIZE,
  stride: 6,
  thinning: { intervalMs: 8, toleranceMs: 2 },
  limitPx: 30_000,
};

/** Wide thresholds, so that sessions pass through all outcomes. */
export const comparison: ComparisonParameters = {
  signatureSize: SIZE,
  nearest: 4,
  smallestReference: 5,
  calibration: { referenceBlocks: [5], probeBlocks: [1, 10], slopes: [[1, 2]], offsets: [[-1, -2]] },
  thresholds: { looks: 10, accept: [{ fmr: 0.05, threshold: 1.5 }], reject: { fnmr: 0.02, threshold: -1.5 } },
};

export const card: LiveCard = { name: "small", version: "1", preprocessing, comparison };
const random = createRandom("cohort");
export const cohort = Float32Array.from({ length: 9 * SIZE }, random.normal);
const weights = Float64Array.from({ length: SIZE * BLOCK_SIZE * 8 }, createRandom("weights").normal);

/** A fixed projection of each block, brought to length 1: as deterministic as an encoder, and as unaware of its fellows. */
export function embedSmall(blocks: Float32Array, count: number): Float32Array {
  const length = blocks.length / count;
  const signatures = new Float32Array(count * SIZE);
  for (let b = 0; b < count; b++) {
    const own = Float64Array.from({ length: SIZE }, (_, k) => {
      let sum = 0.1;
      for (let i = 0; i < length; i++)
        sum += weights[(k * length + i) % weights.length] * blocks[b * length + i];
      return sum;
    });
    const norm = Math.hypot(...own);
    signatures.set(
      own.map((value) => value / norm),
      b * SIZE,
    );
  }
  return signatures;
}

/** An embedder that counts what it was given, and fails for as long as it is told to. */
export interface SmallEmbedder extends Embedder {
  failing: boolean;
  embedded: number;
}

export function createSmallEmbedder(): SmallEmbedder {
  const embedder: SmallEmbedder = {
    failing: false,
    embedded: 0,
    async describe() {
      if (embedder.failing) throw new Error("no predictor");
      return { card, cohort };
    },
    async embed(blocks, count) {
      await new Promise((resolve) => setImmediate(resolve));
      if (embedder.failing) throw new Error("no predictor");
      embedder.embedded += count;
      return embedSmall(blocks, count);
    },
  };
  return embedder;
}
