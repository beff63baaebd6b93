/**
 * The quadratic problem of a one-class support vector machine, by sequential minimal optimisation: of two weights at a
 * time, the first is the one that breaks the conditions most, the second the one that gains most (Fan, Chen & Lin 2005,
 * Working set selection using second order information for training SVM).
 */
import type { Kernel } from "./kernel.js";
import type { Rows } from "./rows.js";

export interface OneClassSolution {
  /** A row's weight, 0 … 1, their sum being nu · rows. */
  readonly weights: Float64Array;
  /** What the weighted kernel reaches at the boundary. */
  readonly offset: number;
}

/** How far from the conditions of the optimum the gradient may be in the end, as a share of the weights' sum. */
const TOLERANCE = 1e-6;
/** In place of a curvature that is none. */
const SMALLEST_CURVATURE = 1e-12;
/** Bytes of kernel columns that are kept. */
const CACHE_BYTES = 256 * 2 ** 20;

/** Least ½ wᵀKw with 0 ≤ w ≤ 1 and Σw = nu · rows. */
export function solveOneClass(rows: Rows, kernel: Kernel, nu: number): OneClassSolution {
  const { count } = rows;
  const columnOf = kernelColumns(rows, kernel);
  const between = kernel(rows, rows);
  const diagonal = Float64Array.from({ length: count }, (_, row) => between(row, row));
  const weights = startingWeights(count, nu);
  /** Of the objective: K w. */
  const gradient = new Float64Array(count);
  weights.forEach((weight, row) => {
    if (weight === 0) return;
    const column = columnOf(row);
    for (let t = 0; t < count; t++) gradient[t] += weight * column[t];
  });
  const tolerance = TOLERANCE * nu * count;
  // Every step gains; the bound is there against rounding that would turn in a circle.
  for (let step = 0; step < Math.max(100_000, 100 * count); step++) {
    const pair = choosePair(weights, gradient, diagonal, columnOf, tolerance);
    if (!pair) break;
    const [i, j] = pair;
    const columnI = columnOf(i);
    const columnJ = columnOf(j);
    const curvature = Math.max(diagonal[i] + diagonal[j] - 2 * columnI[j], SMALLEST_CURVATURE);
    const wanted = (gradient[j] - gradient[i]) / curvature;
    const change = Math.min(wanted, 1 - weights[i], weights[j]);
    // A weight that reaches its bound is on it, whatever rounding would leave.
    weights[i] = change === 1 - weights[i] ? 1 : weights[i] + change;
    weights[j] = change === weights[j] ? 0 : weights[j] - change;
    for (let t = 0; t < count; t++) gradient[t] += change * (columnI[t] - columnJ[t]);
  }
  return { weights, offset: offsetOf(weights, gradient) };
}

/** The first rows in full, as many as the sum allows. */
function startingWeights(count: number, nu: number): Float64Array {
  const total = nu * count;
  return Float64Array.from({ length: count }, (_, row) => Math.min(1, Math.max(0, total - row)));
}

/** The weight to raise and the weight to lower, or nothing at the optimum. */
function choosePair(
  weights: Float64Array,
  gradient: Float64Array,
  diagonal: Float64Array,
  columnOf: (row: number) => Float32Array,
  tolerance: number,
): readonly [number, number] | undefined {
  let i = -1;
  let highest = -Infinity;
  for (let t = 0; t < weights.length; t++) {
    if (weights[t] < 1 && gradient[t] < (i < 0 ? Infinity : gradient[i])) i = t;
    if (weights[t] > 0 && gradient[t] > highest) highest = gradient[t];
  }
  if (i < 0 || highest - gradient[i] < tolerance) return undefined;
  const column = columnOf(i);
  let j = -1;
  let best = 0;
  for (let t = 0; t < weights.length; t++) {
    const difference = gradient[t] - gradient[i];
    if (weights[t] === 0 || difference <= 0) continue;
    const curvature = Math.max(diagonal[i] + diagonal[t] - 2 * column[t], SMALLEST_CURVATURE);
    const gain = (difference * difference) / curvature;
    if (gain > best) {
      best = gain;
      j = t;
    }
  }
  return j < 0 ? undefined : [i, j];
}

/** The gradient where weights are between their bounds; half way between the bounds' where none is. */
function offsetOf(weights: Float64Array, gradient: Float64Array): number {
  let sum = 0;
  let free = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  weights.forEach((weight, row) => {
    if (weight === 0) lowest = Math.min(lowest, gradient[row]);
    else if (weight === 1) highest = Math.max(highest, gradient[row]);
    else {
      sum += gradient[row];
      free++;
    }
  });
  if (free > 0) return sum / free;
  if (lowest === Infinity) return highest;
  return highest === -Infinity ? lowest : (lowest + highest) / 2;
}

/** Columns of the kernel's table, those used last kept. */
function kernelColumns(rows: Rows, kernel: Kernel): (row: number) => Float32Array {
  const between = kernel(rows, rows);
  const most = Math.max(2, Math.floor(CACHE_BYTES / (rows.count * Float32Array.BYTES_PER_ELEMENT)));
  const kept = new Map<number, Float32Array>();
  return (row) => {
    let column = kept.get(row);
    if (column) kept.delete(row);
    else {
      column = Float32Array.from({ length: rows.count }, (_, other) => between(row, other));
      if (kept.size >= most) kept.delete(kept.keys().next().value as number);
    }
    kept.set(row, column);
    return column;
  };
}
