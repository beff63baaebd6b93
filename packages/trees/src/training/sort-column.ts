/** Sorting by radix: rows by a column's values, in time linear in their number. */

const BITS = 11;
const BUCKETS = 1 << BITS;
const PASSES = 3;

export interface SortScratch {
  readonly keys: Uint32Array;
  readonly otherKeys: Uint32Array;
  readonly otherOrder: Int32Array;
  readonly starts: Int32Array;
}

export function createSortScratch(rows: number): SortScratch {
  return {
    keys: new Uint32Array(rows),
    otherKeys: new Uint32Array(rows),
    otherOrder: new Int32Array(rows),
    starts: new Int32Array(PASSES * BUCKETS),
  };
}

/** Writes the rows of a column that have a value into `order`, and returns their number. */
export function listPresent(column: Float32Array, order: Int32Array): number {
  let count = 0;
  for (let row = 0; row < column.length; row++) if (!Number.isNaN(column[row])) order[count++] = row;
  return count;
}

/** Puts rows, all with a value, in the order of rising values; equal ones stay in theirs. */
export function sortRows(column: Float32Array, order: Int32Array, scratch: SortScratch): void {
  const { starts } = scratch;
  const bits = new Int32Array(column.buffer, column.byteOffset, column.length);
  const count = order.length;
  starts.fill(0);
  for (let i = 0; i < count; i++) {
    const row = order[i];
    // As unsigned integers, floats without sign rise above those with one, which fall. −0 is 0.
    const word = column[row] === 0 ? 0 : bits[row];
    const key = (word < 0 ? ~word : word | 0x80000000) >>> 0;
    scratch.keys[i] = key;
    for (let pass = 0; pass < PASSES; pass++) {
      starts[pass * BUCKETS + ((key >>> (pass * BITS)) & (BUCKETS - 1))]++;
    }
  }
  let from = scratch.keys;
  let to = scratch.otherKeys;
  let fromOrder = order;
  let toOrder = scratch.otherOrder;
  for (let pass = 0; pass < PASSES; pass++) {
    const own = starts.subarray(pass * BUCKETS, (pass + 1) * BUCKETS);
    let sum = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const size = own[bucket];
      own[bucket] = sum;
      sum += size;
    }
    const shift = pass * BITS;
    for (let i = 0; i < count; i++) {
      const key = from[i];
      const place = own[(key >>> shift) & (BUCKETS - 1)]++;
      to[place] = key;
      toOrder[place] = fromOrder[i];
    }
    [from, to] = [to, from];
    [fromOrder, toOrder] = [toOrder, fromOrder];
  }
  // After three passes the order stands in the scratch.
  order.set(fromOrder.subarray(0, count));
}
