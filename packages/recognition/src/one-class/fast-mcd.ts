/**
 * Mean and covariance of the rows that lie closest together: Rousseeuw & Van Driessen 1999, A fast algorithm for the
 * minimum covariance determinant estimator. Of what the paper does for many rows (starting on parts of them, pooled in
 * two levels) one level is done: starts are tried on a random part, and the best go on with all rows.
 */
import type { Random } from "@wristprint/core";
import { chiSquareQuantile } from "./chi-square.js";
import { choleskyFactor, invertTriangle, logDeterminant } from "./cholesky.js";
import { type Rows, selectRows, stretchProduct } from "./rows.js";

export interface FastMcdOptions {
  /** Share of the rows that the covariance is of; the least that the breakdown point of a half allows by default. */
  readonly support: number | "least";
  /** Random sets of rows to start from. */
  readonly starts: number;
  /** Share of the covariance that is put in place by the mean variance in all directions. */
  readonly shrinkage: number;
  readonly random: Random;
}

export interface Envelope {
  readonly centre: Float64Array;
  /** L⁻¹ of the covariance L·Lᵀ, [size, size] */
  readonly whitening: Float64Array;
  /** The shrinkage that was needed: that asked for, or more where the covariance had no inverse. */
  readonly shrinkage: number;
}

interface Estimate extends Envelope {
  readonly logDeterminant: number;
}

/** Starts that go on after the first steps. */
const BEST = 10;
const STEPS_ON_PART = 2;
const STEPS_OF_BEST = 2;
const MOST_STEPS = 100;
/** Rows that starts are tried on, at least. */
const PART = 600;

/** @param rows at least two */
export function fastMcd(rows: Rows, options: FastMcdOptions): Envelope {
  const { random } = options;
  const order = random.fork("part").shuffle(Int32Array.from({ length: rows.count }, (_, row) => row));
  const part = selectRows(rows, order.subarray(0, Math.max(PART, 5 * rows.size)));
  const tried = Array.from({ length: options.starts }, (_, start) => {
    const drawn = startingEstimate(part, options, random.fork(`start/${start}`));
    return concentrate(part, drawn, options, STEPS_ON_PART);
  });
  const best = lowestFirst(tried)
    .slice(0, BEST)
    .map((estimate) => concentrate(rows, estimate, options, STEPS_OF_BEST));
  const [first] = lowestFirst(best);
  return reweight(rows, concentrate(rows, first, options, MOST_STEPS), options);
}

function lowestFirst(estimates: readonly Estimate[]): Estimate[] {
  return [...estimates].sort((a, b) => a.logDeterminant - b.logDeterminant);
}

/** The fewest rows that have a covariance; of so many as count where those lie in a plane. */
function startingEstimate(rows: Rows, { support, shrinkage }: FastMcdOptions, random: Random): Estimate {
  const order = random.shuffle(Int32Array.from({ length: rows.count }, (_, row) => row));
  const few = order.subarray(0, rows.size + 1);
  const many = order.subarray(0, supportSize(rows, support));
  return estimateOf(rows, few, shrinkage) ?? requireEstimate(rows, many, shrinkage);
}

/** The paper's h. */
function supportSize({ count, size }: Rows, support: number | "least"): number {
  const least = Math.ceil((count + size + 1) / 2);
  return Math.max(1, Math.min(count, support === "least" ? least : Math.floor(support * count)));
}

/** C-steps: from an estimate to that of the rows nearest to it, whose determinant is no larger. */
function concentrate(rows: Rows, from: Estimate, options: FastMcdOptions, steps: number): Estimate {
  const nearest = supportSize(rows, options.support);
  let estimate = from;
  for (let step = 0; step < steps; step++) {
    const distances = squaredDistances(rows, estimate);
    const order = Int32Array.from({ length: rows.count }, (_, row) => row).sort(
      (a, b) => distances[a] - distances[b] || a - b,
    );
    const next = requireEstimate(rows, order.subarray(0, nearest), options.shrinkage);
    const gain = estimate.logDeterminant - next.logDeterminant;
    // The starting estimate is of other rows: its determinant does not compare.
    if (step > 0 && gain <= 1e-12 * Math.abs(next.logDeterminant)) return gain > 0 ? next : estimate;
    estimate = next;
  }
  return estimate;
}

/** The covariance scaled so that the median distance is a normal variable's, then taken of all rows within 97.5 %. */
function reweight(rows: Rows, raw: Estimate, { shrinkage }: FastMcdOptions): Envelope {
  const distances = squaredDistances(rows, raw);
  const sorted = distances.slice().sort();
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
  const correction = median / chiSquareQuantile(0.5, rows.size);
  const cut = chiSquareQuantile(0.975, rows.size) * correction;
  const within = Int32Array.from([...distances.keys()].filter((row) => distances[row] <= cut));
  return requireEstimate(rows, within, shrinkage);
}

/** Squared Mahalanobis distances. */
export function squaredDistances(
  { count, size, data }: Rows,
  { centre, whitening }: Pick<Envelope, "centre" | "whitening"> | FloatEnvelope,
): Float64Array {
  const difference = new Float64Array(size);
  return Float64Array.from({ length: count }, (_, row) => {
    for (let i = 0; i < size; i++) difference[i] = data[row * size + i] - centre[i];
    let total = 0;
    for (let i = 0; i < size; i++) {
      total += stretchProduct(whitening, i * size, difference, 0, i + 1) ** 2;
    }
    return total;
  });
}

/** An envelope as a file holds it. */
export interface FloatEnvelope {
  readonly centre: Float32Array;
  readonly whitening: Float32Array;
}

/** With as much more shrinkage as it takes to have an inverse. */
function requireEstimate(rows: Rows, chosen: Int32Array, shrinkage: number): Estimate {
  for (let tried = shrinkage, more = 1e-6; ; more *= 10) {
    const estimate = estimateOf(rows, chosen, Math.min(1, tried));
    if (estimate) return estimate;
    tried = shrinkage + more;
  }
}

/** Mean and covariance of the chosen rows; nothing where the covariance has no inverse. */
function estimateOf(rows: Rows, chosen: Int32Array, shrinkage: number): Estimate | undefined {
  const { size } = rows;
  const centre = meanOf(rows, chosen);
  const covariance = covarianceOf(rows, chosen, centre);
  let trace = 0;
  for (let i = 0; i < size; i++) trace += covariance[i * size + i];
  // Rows that are all the same have a little variance in all directions.
  const ridge = (shrinkage * trace) / size || (shrinkage === 1 ? 1e-8 : 0);
  for (let i = 0; i < covariance.length; i++) covariance[i] *= 1 - shrinkage;
  for (let i = 0; i < size; i++) covariance[i * size + i] += ridge;
  const factor = choleskyFactor(covariance, size);
  if (!factor) return undefined;
  return {
    centre,
    whitening: invertTriangle(factor, size),
    shrinkage,
    logDeterminant: logDeterminant(factor, size),
  };
}

function meanOf({ size, data }: Rows, chosen: Int32Array): Float64Array {
  const mean = new Float64Array(size);
  for (const row of chosen) {
    for (let i = 0; i < size; i++) mean[i] += data[row * size + i];
  }
  return mean.map((sum) => sum / chosen.length);
}

/** Rows that are added to a covariance together, so that it is gone through once for all of them. */
const TOGETHER = 4;

/** The lower half, divided by the number of rows. */
function covarianceOf({ size, data }: Rows, chosen: Int32Array, centre: Float64Array): Float64Array {
  const covariance = new Float64Array(size * size);
  const differences = Array.from({ length: TOGETHER }, () => new Float64Array(size));
  const [d0, d1, d2, d3] = differences;
  for (let first = 0; first < chosen.length; first += TOGETHER) {
    for (const [k, difference] of differences.entries()) {
      const at = chosen[first + k] * size;
      // Rows past the last one add nothing.
      if (first + k >= chosen.length) difference.fill(0);
      else for (let i = 0; i < size; i++) difference[i] = data[at + i] - centre[i];
    }
    for (let i = 0; i < size; i++) {
      const [a0, a1, a2, a3] = [d0[i], d1[i], d2[i], d3[i]];
      for (let j = 0, at = i * size; j <= i; j++) {
        covariance[at + j] += a0 * d0[j] + a1 * d1[j] + (a2 * d2[j] + a3 * d3[j]);
      }
    }
  }
  return covariance.map((sum) => sum / chosen.length);
}
