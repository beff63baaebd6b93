import type { Trace } from "@wristprint/core";

/** The columns of some events; only the first `count` of each array are meant. */
export interface EventColumns {
  count: number;
  readonly tMs: Float64Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly kind: Uint8Array;
  readonly button: Uint8Array;
}

export function createEventColumns(capacity: number): EventColumns {
  return {
    count: 0,
    tMs: new Float64Array(capacity),
    x: new Float32Array(capacity),
    y: new Float32Array(capacity),
    kind: new Uint8Array(capacity),
    button: new Uint8Array(capacity),
  };
}

/** Copies the events [start, end) of `from` behind those of `into`; returns `into`, or a larger copy where it was full. */
export function appendEvents(
  into: EventColumns,
  from: EventColumns,
  start = 0,
  end = from.count,
): EventColumns {
  const count = into.count + end - start;
  const target = count > into.tMs.length ? enlarged(into, Math.max(count, 2 * into.tMs.length)) : into;
  target.tMs.set(from.tMs.subarray(start, end), into.count);
  target.x.set(from.x.subarray(start, end), into.count);
  target.y.set(from.y.subarray(start, end), into.count);
  target.kind.set(from.kind.subarray(start, end), into.count);
  target.button.set(from.button.subarray(start, end), into.count);
  target.count = count;
  return target;
}

function enlarged(columns: EventColumns, capacity: number): EventColumns {
  return appendEvents(createEventColumns(capacity), columns);
}

/** A trace's own copy of the columns, of exactly their length. */
export function traceColumns(columns: EventColumns): Pick<Trace, "tMs" | "x" | "y" | "kind" | "button"> {
  return {
    tMs: columns.tMs.slice(0, columns.count),
    x: columns.x.slice(0, columns.count),
    y: columns.y.slice(0, columns.count),
    kind: columns.kind.slice(0, columns.count),
    button: columns.button.slice(0, columns.count),
  };
}
