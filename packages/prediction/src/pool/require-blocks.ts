import { PredictionError } from "../prediction-error.js";

/** Blocks that no predictor would take are refused here, so that they spoil nobody else's request. */
export function requireBlocks(blocks: Float32Array, count: number): void {
  if (!Number.isInteger(count) || count < 1 || blocks.length === 0 || blocks.length % count !== 0) {
    const message = `at least one block is needed, whole ones only; got ${blocks.length} numbers for ${count}`;
    throw new PredictionError("invalid-argument", message);
  }
  for (let i = 0; i < blocks.length; i++) {
    if (Number.isFinite(blocks[i])) continue;
    throw new PredictionError("invalid-argument", "a block holds a number that is not finite");
  }
}
