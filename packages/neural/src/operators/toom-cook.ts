/**
 * The matrices of minimal filtering: m outputs of a filter of r taps from n = m + r − 1 products instead of m·r
 * (Winograd 1980, Arithmetic complexity of computations; Lavin & Gray 2016, Fast algorithms for convolutional neural
 * networks). y = Aᵀ·[(G·g) ⊙ (Bᵀ·d)] for taps g, inputs d [n] and outputs y [m].
 *
 * They are Toom's and Cook's product of polynomials, transposed: a polynomial of m coefficients times one of r is known
 * by its values at n points, of which the last is infinity (the leading coefficient).
 */
export interface FilteringMatrices {
  /** Aᵀ [m, n], rows one after another, as all of them. */
  readonly output: readonly number[];
  /** G [n, r] */
  readonly taps: readonly number[];
  /** Bᵀ [n, n] */
  readonly input: readonly number[];
  readonly products: number;
}

/** Small and in pairs: the inverse of their Vandermonde matrix loses few digits. */
const POINTS = [0, 1, -1, 2, -2, 0.5, -0.5];

/** @throws RangeError where there are not enough points: m + r − 1 of at most 8 */
export function filteringMatrices(outputs: number, taps: number): FilteringMatrices {
  const products = outputs + taps - 1;
  if (products > POINTS.length + 1) throw new RangeError(`no ${products} points to filter by`);
  const points = POINTS.slice(0, products - 1);
  // Row i: the powers of point i; the last row: of infinity.
  const powers = (columns: number) => [
    ...points.map((point) => Array.from({ length: columns }, (_, power) => point ** power)),
    Array.from({ length: columns }, (_, power) => (power === columns - 1 ? 1 : 0)),
  ];
  return {
    output: transpose(powers(outputs)).flat(),
    taps: powers(taps).flat(),
    input: transpose(inverse(powers(products))).flat(),
    products,
  };
}

type Matrix = readonly (readonly number[])[];

function transpose(matrix: Matrix): number[][] {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] as number));
}

/** By Gauss and Jordan, with the largest pivot. */
function inverse(matrix: Matrix): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    const at = (row: number) => (rows[row] as number[])[column] as number;
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(at(row)) > Math.abs(at(pivot))) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const scale = at(column);
    const lead = (rows[column] as number[]).map((value) => value / scale);
    rows[column] = lead;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = at(row);
      rows[row] = (rows[row] as number[]).map((value, j) => value - factor * (lead[j] as number));
    }
  }
  return rows.map((row) => row.slice(size));
}
