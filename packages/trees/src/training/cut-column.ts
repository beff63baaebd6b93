/** Where a feature is cut into bins for histograms: at quantiles, chosen among its values as XGBoost 1.7 chooses them. */
import { createSketch, type Summary, summarise, thinOut } from "./quantile-sketch.js";
import { type SortScratch, sortRows } from "./sort-column.js";

/** A summary holds so many values for each bin. */
const SUMMARY_FACTOR = 8;

const { abs, fround } = Math;

export interface ColumnCuts {
  /** Upper ends of the bins, themselves not in them: the last lies above every value. */
  readonly cuts: Float32Array;
  /** Below every value. */
  readonly floor: number;
}

/**
 * Cuts a column, and leaves in `order` its rows that have a value, piece after piece of {@link pieceEnd}, within each by
 * rising value.
 * @param present number of rows in `order`, which come in their own order
 */
export function cutColumn(
  column: Float32Array,
  order: Int32Array,
  present: number,
  maxBin: number,
  scratch: SortScratch,
): ColumnCuts {
  if (present === 0) return { cuts: new Float32Array(0), floor: 0 };
  const { values, size } = summariseColumn(column, order, present, maxBin, scratch);
  const cuts: number[] = [];
  for (let i = 1; i < Math.min(size, maxBin); i++) cuts.push(values[i]);
  const greatest = values[size - 1];
  cuts.push(fround(greatest + fround(abs(greatest) + fround(1e-5))));
  const least = values[0];
  return { cuts: Float32Array.from(cuts), floor: fround(least - fround(abs(least) + fround(1e-5))) };
}

function summariseColumn(
  column: Float32Array,
  order: Int32Array,
  present: number,
  maxBin: number,
  scratch: SortScratch,
): Summary {
  const capacity = sketchSize(present, maxBin);
  const sketch = createSketch(capacity);
  let summary: Summary | undefined;
  for (let begin = 0; begin < present; ) {
    const end = pieceEnd(column, order, begin, present, 2 * capacity);
    const piece = order.subarray(begin, end);
    sortRows(column, piece, scratch);
    if (end < present) sketch.add(summarise(column, piece));
    else summary = sketch.finish(summarise(column, piece));
    begin = end;
  }
  const first = thinOut(summary as Summary, Math.min(present, maxBin * SUMMARY_FACTOR));
  return thinOut(first, Math.min(present, maxBin) + 1);
}

/** How much a sketch keeps: more, the longer the column, as errors of its levels add up. */
function sketchSize(present: number, maxBin: number): number {
  const wanted = Math.min(present, maxBin) * SUMMARY_FACTOR;
  for (let levels = 1; ; levels++) {
    const size = Math.min(present, levels * wanted + 1);
    if (2 ** levels * size >= present) return size;
  }
}

/** A piece holds so many values, where a value that repeats the one before it does not count. */
function pieceEnd(
  column: Float32Array,
  order: Int32Array,
  begin: number,
  present: number,
  most: number,
): number {
  let count = 1;
  for (let i = begin + 1; i < present; i++) {
    if (column[order[i]] !== column[order[i - 1]] && ++count > most) return i;
  }
  return present;
}

/** Writes every row's bin, and `missing` where it has none. `order` holds the rows in pieces by rising value. */
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
    const value = column[row];
    // A new piece begins from below.
    if (bin > 0 && value < cuts[bin - 1]) bin = 0;
    while (value >= cuts[bin]) bin++;
    bins[row] = bin;
  }
}
