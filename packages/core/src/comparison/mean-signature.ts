import { CoreError } from "../core-error.js";

/**
 * The mean of signatures, not brought back to length 1: it is shorter the less they agree.
 *
 * @param signatures [n, size], n ≥ 1
 * @throws CoreError `shape-mismatch` where they are no whole, positive number of signatures.
 */
export function meanSignature(signatures: Float32Array, size: number): Float32Array {
  const count = signatures.length / size;
  if (!(Number.isInteger(count) && count > 0)) {
    throw new CoreError(
      "shape-mismatch",
      `at least one signature of ${size} numbers expected, whole ones only; got ${signatures.length} numbers`,
    );
  }
  const sums = new Float64Array(size);
  for (let i = 0; i < signatures.length; i++) sums[i % size] += signatures[i];
  return meanOfSums(sums, count);
}

/**
 * Sums of so many signatures to their mean. A loop of its own: `from` with a function goes through an iterator and boxes
 * each number, and a server does this several times a block.
 */
export function meanOfSums(sums: Float64Array, count: number): Float32Array {
  const mean = new Float32Array(sums.length);
  for (let i = 0; i < mean.length; i++) mean[i] = sums[i] / count;
  return mean;
}
