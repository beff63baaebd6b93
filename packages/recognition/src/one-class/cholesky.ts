/** Symmetric matrices by their Cholesky factor; matrices are [size, size], row after row, the lower half used. */

import { stretchProduct } from "./rows.js";

/**
 * The lower triangle L with L·Lᵀ = matrix, or nothing where the matrix is not positive definite: where a pivot is below
 * what rounding leaves of the diagonal.
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const sum = matrix[i * size + j] - stretchProduct(factor, i * size, factor, j * size, j);
      if (i > j) {
        factor[i * size + j] = sum / factor[j * size + j];
        continue;
      }
      if (!(sum > 1e-12 * matrix[i * size + i])) return undefined;
      factor[i * size + i] = Math.sqrt(sum);
    }
  }
  return factor;
}

/** The logarithm of the determinant of the matrix whose factor it is. */
export function logDeterminant(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.log(factor[i * size + i]);
  return 2 * sum;
}

/** L⁻¹ of a lower triangle: with it vᵀ(L·Lᵀ)⁻¹v is the squared length of L⁻¹v. */
export function invertTriangle(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = i * size;
    const pivot = factor[row + i];
    // Row i of the inverse is made of the rows above it.
    for (let k = 0; k < i; k++) {
      const weight = factor[row + k];
      for (let j = 0, above = k * size; j <= k; j++) inverse[row + j] -= weight * inverse[above + j];
    }
    for (let j = 0; j < i; j++) inverse[row + j] /= pivot;
    inverse[row + i] = 1 / pivot;
  }
  return inverse;
}
