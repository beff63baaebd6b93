import type { LiveBatch } from "./live-batch.js";

/** The events of a batch. */
export type LiveColumns = Pick<LiveBatch, "tMs" | "x" | "y" | "kind" | "button" | "pointer">;

/** Columns for so many events, all zero, in one buffer: it costs more than its bytes, and batches are small. */
export function allocateLiveColumns(count: number): LiveColumns {
  const buffer = new ArrayBuffer(19 * count);
  return {
    tMs: new Float64Array(buffer, 0, count),
    x: new Float32Array(buffer, 8 * count, count),
    y: new Float32Array(buffer, 12 * count, count),
    kind: new Uint8Array(buffer, 16 * count, count),
    button: new Uint8Array(buffer, 17 * count, count),
    pointer: new Uint8Array(buffer, 18 * count, count),
  };
}
