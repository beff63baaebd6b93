/** Columns that grow as rows are appended. What is appended is copied: nothing of it is held. */

type Column = Float64Array | Float32Array | Uint8Array;
type Columns<C> = { readonly [Name in keyof C]: Column };

export interface ColumnBuffer<C extends Columns<C>> {
  readonly length: number;
  /** @param rows columns of one length; those that the buffer does not have are passed over */
  append(rows: C): void;
  /** What is in it: views, which hold until the buffer is changed. */
  view(): C;
  clear(): void;
}

/** A block of 128 differences, and a batch more. */
const FIRST_ROWS = 160;

/** @param allocate makes columns of a length */
export function createColumnBuffer<C extends Columns<C>>(allocate: (rows: number) => C): ColumnBuffer<C> {
  let columns = allocate(FIRST_ROWS);
  const names = Object.keys(columns) as (keyof C & string)[];
  const [first] = names;
  let length = 0;

  function view(): C {
    const views = names.map((name) => [name, columns[name].subarray(0, length)]);
    return Object.fromEntries(views) as C;
  }

  function append(rows: C): void {
    const count = rows[first].length;
    if (length + count > columns[first].length) {
      const before = view();
      columns = allocate(2 * (length + count));
      for (const name of names) columns[name].set(before[name]);
    }
    for (const name of names) columns[name].set(rows[name], length);
    length += count;
  }

  return {
    get length() {
      return length;
    },
    append,
    view,
    clear() {
      length = 0;
    },
  };
}
