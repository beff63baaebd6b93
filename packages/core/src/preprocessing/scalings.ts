/** What a column of values (one channel) is like; the deviation is the population's (divided by n). */
export interface ColumnStatistics {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

/** A value v becomes (v − offset) / divisor. */
export interface ScalingTerms {
  readonly offset: number;
  /** Never zero. */
  readonly divisor: number;
}

/** Stands in for a deviation or a largest value of zero. */
const SMALLEST = 0.0001;

/** The registry of scalings: to add one is to add one entry. */
export const SCALINGS = {
  none: () => ({ offset: 0, divisor: 1 }),
  /** To [0, 1]; a column of one value becomes 0. */
  minmax: ({ minimum, maximum }) => ({ offset: minimum, divisor: maximum - minimum || 1 }),
  /** To [−1, 1], zero stays zero; a column of zeros is left as it is. */
  maxabs: (column) => ({ offset: 0, divisor: largestAbsolute(column) || 1 }),
  /** To mean 0 and deviation 1. */
  standard: ({ mean, standardDeviation }) => ({ offset: mean, divisor: standardDeviation || SMALLEST }),
  /** By the root of the mean square: to about [−1, 1] whatever the largest values are, and zero stays zero. */
  rms: ({ mean, standardDeviation }) => ({
    offset: 0,
    divisor: Math.hypot(mean, standardDeviation) || SMALLEST,
  }),
  /** As maxabs, but a largest value of zero counts as 0.0001 ("user-defined" in the source). */
  largest: (column) => ({ offset: 0, divisor: largestAbsolute(column) || SMALLEST }),
} as const satisfies Record<string, (column: ColumnStatistics) => ScalingTerms>;

export type ScalingKind = keyof typeof SCALINGS;

function largestAbsolute({ minimum, maximum }: ColumnStatistics): number {
  return Math.max(Math.abs(minimum), Math.abs(maximum));
}

/**
 * Statistics of one channel of data [rows, width], over `rows` rows from row `start` on.
 *
 * @param clip values count as clipped to ±clip; Infinity for no clipping
 */
export function columnStatistics(
  data: Float32Array,
  width: number,
  channel: number,
  start: number,
  rows: number,
  clip: number,
): ColumnStatistics {
  let minimum = Infinity;
  let maximum = -Infinity;
  let sum = 0;
  const first = start * width + channel;
  const end = first + rows * width;
  for (let i = first; i < end; i += width) {
    const value = clipped(data[i], clip);
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    sum += value;
  }
  // Kept within the extremes, so that rounding gives a constant column a deviation of exactly zero.
  const mean = Math.min(maximum, Math.max(minimum, sum / rows));
  let squares = 0;
  for (let i = first; i < end; i += width) squares += (clipped(data[i], clip) - mean) ** 2;
  return { minimum, maximum, mean, standardDeviation: Math.sqrt(squares / rows) };
}

/** The value, or the limit of its sign where it lies beyond. */
export function clipped(value: number, clip: number): number {
  return Math.min(clip, Math.max(-clip, value));
}
