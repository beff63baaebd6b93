import type { EventColumns } from "../trace.js";

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

/** Columns for so many events, all zero. */
export function allocateEvents(count: number): EventColumns {
  return {
    tMs: new Float64Array(count),
    x: new Float32Array(count),
    y: new Float32Array(count),
    kind: new Uint8Array(count),
    button: new Uint8Array(count),
  };
}
