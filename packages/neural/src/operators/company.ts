/** Numbers that do not depend, in their last digit, on how many examples run at a time. */
import type { Emitter } from "../graph/emitter.js";

/**
 * Writes what is computed row by row from [N, size], where one row may be all there is. The runtime has other kernels for
 * a single row, which round otherwise: a row of zeros keeps it company.
 * @param compute from rows to rows; returns their name
 */
export function emitInCompany(
  emitter: Emitter,
  rows: string,
  compute: (rows: string) => string,
  output: string,
): void {
  const more = compute(emitter.node("Pad", [rows, emitter.ints([0, 0, 1, 0])]));
  emitter.node("Slice", [more, emitter.ints([0]), emitter.ints([-1]), emitter.ints([0])], {}, output);
}
