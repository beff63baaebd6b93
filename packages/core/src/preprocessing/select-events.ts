import type { EventColumns } from "../trace.js";
import { allocateEvents } from "./allocate-events.js";

/** The events at the given indices, in their order; whatever else the trace says stays. */
export function selectEvents<T extends EventColumns>(trace: T, indices: Int32Array): T {
  const { length } = indices;
  const selected = allocateEvents(length);
  for (let k = 0; k < length; k++) {
    const i = indices[k];
    selected.tMs[k] = trace.tMs[i];
    selected.x[k] = trace.x[i];
    selected.y[k] = trace.y[i];
    selected.kind[k] = trace.kind[i];
    selected.button[k] = trace.button[i];
  }
  // Copied first, then overwritten: two spreads would cost a small piece of a live recording more than the rest of this.
  return Object.assign({ ...trace }, selected);
}
