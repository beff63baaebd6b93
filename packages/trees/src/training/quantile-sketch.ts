/**
 * A summary of a column by some of its values, with bounds of their ranks: Chen and Guestrin, XGBoost (2016), appendix,
 * and the steps, sizes and float32 rounding of XGBoost 1.7's weighted sketch for rows of equal weight. So the same
 * column is cut in the same places. Ranks are in rows.
 */

export interface Summary {
  readonly size: number;
  readonly values: Float32Array;
  /** At least so many rows are below the value. */
  readonly below: Float32Array;
  /** At most so many are at the value or below. */
  readonly upTo: Float32Array;
  /** At least so many are at the value. */
  readonly at: Float32Array;
}

const { fround } = Math;

function createSummary(capacity: number): Summary {
  const column = () => new Float32Array(capacity);
  return { size: capacity, values: column(), below: column(), upTo: column(), at: column() };
}

/** All values of rows that stand in rising order. */
export function summarise(column: Float32Array, order: Int32Array): Summary {
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

/** Keeps the first value, the last, and those nearest to the quantiles between; `capacity` in all at most. */
export function thinOut(from: Summary, capacity: number): Summary {
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
  for (let place = 0; place < kept.length; place++) {
    const i = kept[place];
    put(thin, place, from, i, below[i], upTo[i], at[i]);
  }
  return thin;
}

function put(
  to: Summary,
  place: number,
  from: Summary,
  i: number,
  below: number,
  upTo: number,
  at: number,
): void {
  to.values[place] = from.values[i];
  to.below[place] = below;
  to.upTo[place] = upTo;
  to.at[place] = at;
}

/** The summary of two columns' rows together. */
function combine(a: Summary, b: Summary): Summary {
  const both = createSummary(a.size + b.size);
  let size = 0;
  // What the values passed so far say of the other column's rows below.
  let belowInA = 0;
  let belowInB = 0;
  for (let i = 0, j = 0; i < a.size || j < b.size; size++) {
    const takesA = i < a.size && (j === b.size || a.values[i] <= b.values[j]);
    const takesB = j < b.size && (i === a.size || b.values[j] <= a.values[i]);
    // The other column's rows up to its next value without those at it; all of them where there is none.
    const upToInA = i < a.size ? fround(a.upTo[i] - a.at[i]) : a.upTo[a.size - 1];
    const upToInB = j < b.size ? fround(b.upTo[j] - b.at[j]) : b.upTo[b.size - 1];
    if (takesA && takesB) {
      put(both, size, a, i, a.below[i] + b.below[j], a.upTo[i] + b.upTo[j], a.at[i] + b.at[j]);
    } else if (takesA) {
      put(both, size, a, i, a.below[i] + belowInB, a.upTo[i] + upToInB, a.at[i]);
    } else {
      put(both, size, b, j, b.below[j] + belowInA, b.upTo[j] + upToInA, b.at[j]);
    }
    if (takesA) {
      belowInA = fround(a.below[i] + a.at[i]);
      i++;
    }
    if (takesB) {
      belowInB = fround(b.below[j] + b.at[j]);
      j++;
    }
  }
  return { ...both, size };
}

export interface Sketch {
  /** Takes the summary of further rows. */
  add(chunk: Summary): void;
  /** With the rows that came last. */
  finish(rest: Summary): Summary;
}

/** Summaries of up to `capacity` values each: level l holds 2^l chunks or more, or nothing. */
export function createSketch(capacity: number): Sketch {
  const levels: (Summary | undefined)[] = [];
  return {
    add(chunk) {
      let carried = chunk;
      for (let level = 0; ; level++) {
        const held = levels[level];
        const thin = thinOut(carried, capacity);
        if (held === undefined) {
          levels[level] = thin;
          return;
        }
        carried = combine(thin, held);
        if (carried.size <= capacity) {
          levels[level] = carried;
          return;
        }
        levels[level] = undefined;
      }
    },
    finish(rest) {
      let all = thinOut(rest, capacity);
      for (const held of levels) {
        if (held === undefined) continue;
        all = all.size === 0 ? held : thinOut(combine(all, held), capacity);
      }
      return all;
    },
  };
}
