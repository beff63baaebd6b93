import type { Rows } from "./rows.js";

/** For each column what is taken off and what it is then divided by. */
export interface ColumnScaler {
  readonly offset: Float32Array<ArrayBuffer>;
  readonly divisor: Float32Array<ArrayBuffer>;
}

/** A standard deviation of zero counts as this, as in the scaling of blocks. */
const SMALLEST_DEVIATION = 0.0001;

/** Mean and standard deviation (of the population) of each column; at least one row. */
export function fitColumns({ count, size, data }: Rows): ColumnScaler {
  const offset = new Float32Array(size);
  const divisor = new Float32Array(size);
  for (let column = 0; column < size; column++) {
    let sum = 0;
    for (let i = column; i < data.length; i += size) sum += data[i];
    const mean = sum / count;
    let squares = 0;
    for (let i = column; i < data.length; i += size) squares += (data[i] - mean) ** 2;
    offset[column] = mean;
    const deviation = Math.sqrt(squares / count);
    // What rounding leaves of a constant column is no deviation.
    divisor[column] = deviation > 1e-7 * Math.abs(mean) ? Math.max(deviation, 1e-30) : SMALLEST_DEVIATION;
  }
  return { offset, divisor };
}

export function scaleColumns({ count, size, data }: Rows, { offset, divisor }: ColumnScaler): Rows {
  const scaled = new Float32Array(data.length);
  for (let i = 0, row = 0; row < count; row++) {
    for (let column = 0; column < size; column++, i++)
      scaled[i] = (data[i] - offset[column]) / divisor[column];
  }
  return { count, size, data: scaled };
}
