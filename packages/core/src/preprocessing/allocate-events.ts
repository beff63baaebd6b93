import type { EventColumns } from "../trace.js";

/**
 * Columns for so many events, all zero, one after the other in one buffer: a buffer costs more than its bytes, and live
 * recordings come in small pieces.
 *
 * @param more bytes an event that the buffer has behind these columns, for others
 */
export function allocateEvents(count: number, more = 0): EventColumns {
  const buffer = new ArrayBuffer((EVENT_BYTES + more) * count);
  return {
    tMs: new Float64Array(buffer, 0, count),
    x: new Float32Array(buffer, 8 * count, count),
    y: new Float32Array(buffer, 12 * count, count),
    kind: new Uint8Array(buffer, 16 * count, count),
    button: new Uint8Array(buffer, 17 * count, count),
  };
}

/** Of an event in its columns. */
export const EVENT_BYTES = 18;
