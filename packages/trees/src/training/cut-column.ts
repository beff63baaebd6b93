/**
 * Where a feature is cut into bins for histograms: at quantiles, chosen among its values as XGBoost 1.7 chooses them,
 * after Chen and Guestrin, XGBoost (2016), appendix: a summary of all values with their ranks is thinned out, step by step
 * as XGBoost's sketch does. XGBoost's summary of columns longer than 16 · maxBin is an approximation; ours is exact.
 */

/** Values with the ranks of their first and last occurrence, from 0, in float32. */
interface Summary {
  readonly size: number;
  readonly values: Float32Array;
  /** Rows below the value. */
  readonly below: Float32Array;
  /** Rows at the value or below. */
  readonly upTo: Float32Array;
  /** Rows at the value. */
  readonly at: Float32Array;
}

/** Thinned out at first to this many values for each bin. */
const SUMMARY_FACTOR = 8;

const { abs, fround } = Math;

export interface ColumnCuts {
  /** Upper ends of the bins, themselves not in them: the last lies above every value. */
  readonly cuts: Float32Array;
  /** Below every value. */
  readonly floor: number;
}

/** @param order rows by rising value, as `sortColumn` gives them, without those where the value is missing */
export function cutColumn(column: Float32Array, order: Int32Array, maxBin: number): ColumnCuts {
  if (order.length === 0) return { cuts: new Float32Array(0), floor: 0 };
  const all = summarise(column, order);
  const sketch = thinOut(all, sketchSize(order.length, maxBin));
  const { values, size } = thinOut(
    thinOut(sketch, Math.min(order.length, maxBin * SUMMARY_FACTOR)),
    maxBin + 1,
  );
  const cuts: number[] = [];
  for (let i = 1; i < Math.min(size, maxBin); i++) cuts.push(values[i]);
  const greatest = values[size - 1];
  cuts.push(fround(greatest + fround(abs(greatest) + fround(1e-5))));
  const least = values[0];
  return { cuts: Float32Array.from(cuts), floor: fround(least - fround(abs(least) + fround(1e-5))) };
}

/** How much a sketch keeps: more, the longer the column, as errors of its levels add up. */
function sketchSize(rows: number, maxBin: number): number {
  const wanted = Math.min(rows, maxBin) * SUMMARY_FACTOR;
  for (let levels = 1; ; levels++) {
    const size = Math.min(rows, levels * wanted + 1);
    if (2 ** levels * size >= rows) return size;
  }
}

function createSummary(capacity: number): Summary {
  const column = () => new Float32Array(capacity);
  return { size: capacity, values: column(), below: column(), upTo: column(), at: column() };
}

function summarise(column: Float32Array, order: Int32Array): Summary {
  const summary = createSummary(order.length);
  let size = 0;
  for (let i = 0; i < order.length; ) {
    const value = column[order[i]];
    let end = i + 1;
    while (end < order.length && column[order[end]] === value) end++;
    summary.values[size] = value;
    summary.below[size] = i;
    summary.upTo[size] = end;
    summary.at[size++] = end - i;
    i = end;
  }
  return { ...summary, size };
}

/** Keeps the first value, the last, and those nearest to the quantiles between. */
function thinOut(from: Summary, capacity: number): Summary {
  if (from.size <= capacity) return from;
  const { below, upTo, at } = from;
  const kept = [0];
  const last = from.size - 1;
  const begin = upTo[0];
  const range = fround(below[last] - begin);
  const steps = capacity - 1;
  for (let step = 1, i = 1, latest = 0; step < steps; step++) {
    const wanted = fround(2 * fround(fround(fround(step * range) / steps) + begin));
    while (i < last && wanted >= fround(upTo[i + 1] + below[i + 1])) i++;
    if (i === last) break;
    // Of the two values around the quantile, the nearer.
    const middle = fround(fround(below[i] + at[i]) + fround(upTo[i + 1] - at[i + 1]));
    const nearer = wanted < middle ? i : i + 1;
    if (nearer !== latest) {
      kept.push(nearer);
      latest = nearer;
    }
  }
  if (kept[kept.length - 1] !== last) kept.push(last);
  const thin = createSummary(kept.length);
  for (const [place, i] of kept.entries()) {
    thin.values[place] = from.values[i];
    thin.below[place] = below[i];
    thin.upTo[place] = upTo[i];
    thin.at[place] = at[i];
  }
  return thin;
}

/** Writes every row's bin, and `missing` where it has none. */
export function binColumn(
  column: Float32Array,
  order: Int32Array,
  cuts: Float32Array,
  missing: number,
  bins: Uint8Array | Uint16Array,
): void {
  if (order.length < column.length) bins.fill(missing);
  let bin = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i];
    while (column[row] >= cuts[bin]) bin++;
    bins[row] = bin;
  }
}
