/** The data that trees are trained on and predict: numbers in columns, NaN where one is missing. */
import { TreesError } from "./errors.js";

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Column after column: the value of column c in row r is `data[c · rows + r]`; NaN is missing. Threads share it. */
  readonly data: Float32Array;
  readonly names: readonly string[] | null;
}

export interface MatrixOptions {
  /** A name a column, each once. */
  readonly names?: readonly string[];
  /** How `data` lies: row after row (the default), or column after column. */
  readonly order?: "rows" | "columns";
}

/**
 * @param data rows × columns numbers, rounded to float32 as XGBoost does; NaN where one is missing
 * @throws TreesError `data` where the number of values does not fit, a value is infinite, or names repeat
 */
export function createMatrix(
  rows: number,
  columns: number,
  data: ArrayLike<number>,
  { names, order = "rows" }: MatrixOptions = {},
): Matrix {
  requireSize(rows, "rows");
  requireSize(columns, "columns");
  if (data.length !== rows * columns) {
    const expected = `${rows} rows of ${columns} columns are ${rows * columns} values`;
    throw new TreesError("data", `${expected}, and ${data.length} came`);
  }
  checkNames(names, columns);
  const values = new Float32Array(new SharedArrayBuffer(4 * rows * columns));
  if (order === "columns") values.set(data);
  else transpose(data, rows, columns, values);
  const infinite = values.findIndex((value) => value === Infinity || value === -Infinity);
  if (infinite >= 0) {
    const place = `row ${infinite % rows}, column ${Math.floor(infinite / rows)}`;
    throw new TreesError("data", `expected float32 numbers or NaN, and ${place} is infinite`);
  }
  return { rows, columns, data: values, names: names ? [...names] : null };
}

/** In square tiles, so that both sides stay in the cache. */
function transpose(data: ArrayLike<number>, rows: number, columns: number, values: Float32Array): void {
  const tile = 32;
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(rows, top + tile);
    for (let column = 0; column < columns; column++) {
      for (let row = top; row < bottom; row++) values[column * rows + row] = data[row * columns + column];
    }
  }
}

/** Column c as a view on the matrix's own memory. */
export function columnOf(matrix: Matrix, column: number): Float32Array {
  return matrix.data.subarray(column * matrix.rows, (column + 1) * matrix.rows);
}

function requireSize(size: number, what: string): void {
  if (!Number.isInteger(size) || size < 1) {
    throw new TreesError("data", `expected a whole number of ${what}, 1 or more, and ${size} came`);
  }
}

function checkNames(names: readonly string[] | undefined, columns: number): void {
  if (!names) return;
  if (names.length !== columns) {
    throw new TreesError("data", `${columns} columns need as many names, and ${names.length} came`);
  }
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new TreesError("data", `two columns are named "${repeated}"`);
}
