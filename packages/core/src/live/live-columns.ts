import { allocateEvents, EVENT_BYTES } from "../preprocessing/allocate-events.js";
import type { LiveBatch } from "./live-batch.js";

/** The events of a batch. */
export type LiveColumns = Pick<LiveBatch, "tMs" | "x" | "y" | "kind" | "button" | "pointer">;

/** Columns for so many events, all zero, in one buffer. */
export function allocateLiveColumns(count: number): LiveColumns {
  const { tMs, x, y, kind, button } = allocateEvents(count, 1);
  return { tMs, x, y, kind, button, pointer: new Uint8Array(tMs.buffer, EVENT_BYTES * count, count) };
}
