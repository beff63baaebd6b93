import { CoreError, type CoreErrorCode } from "../core-error.js";

/** Thrown by metrics: the scores or labels cannot be measured as asked. */
export class MetricError extends CoreError {
  constructor(code: CoreErrorCode, message: string) {
    super(code, message);
    this.name = "MetricError";
  }
}

/** @throws MetricError `empty` when there is no value, `not-a-number` when one is NaN. */
export function checkValues(name: string, values: ArrayLike<number>): void {
  if (values.length === 0) throw new MetricError("empty", `${name}: at least one value expected, got none`);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) throw new MetricError("not-a-number", `${name}: value ${i} is NaN`);
  }
}

/** @throws MetricError `length-mismatch` when a column's length is not the one expected. */
export function checkLength(name: string, column: ArrayLike<unknown>, expected: number): void {
  if (column.length !== expected) {
    throw new MetricError("length-mismatch", `${name}: ${expected} values expected, got ${column.length}`);
  }
}
