import type { EventColumns } from "../trace.js";
import { allocateEvents } from "./allocate-events.js";

/** The events of some pieces, one after the other. */
export function joinEvents(...pieces: readonly EventColumns[]): EventColumns {
  const count = pieces.reduce((sum, { tMs }) => sum + tMs.length, 0);
  const joined = allocateEvents(count);
  let at = 0;
  for (const { tMs, x, y, kind, button } of pieces) {
    joined.tMs.set(tMs, at);
    joined.x.set(x, at);
    joined.y.set(y, at);
    joined.kind.set(kind, at);
    joined.button.set(button, at);
    at += tMs.length;
  }
  return joined;
}
