import { checkValues, MetricError } from "./metric-error.js";

/**
 * The column of the highest score in each row, the first of equals: the class that a classifier chose.
 *
 * @param scores [rows, columns]
 * @throws MetricError `shape-mismatch` when the scores fill no whole rows, `empty`, `not-a-number`.
 */
export function highestColumns(scores: ArrayLike<number>, columns: number): Int32Array {
  checkValues("scores", scores);
  const rows = scores.length / columns;
  if (!(Number.isInteger(rows) && Number.isInteger(columns) && columns > 0)) {
    throw new MetricError("shape-mismatch", `${scores.length} scores are no whole rows of ${columns}`);
  }
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let c = 1; c < columns; c++) if (scores[row * columns + c] > scores[row * columns + best]) best = c;
    return best;
  });
}
