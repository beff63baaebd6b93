import type { EventColumns } from "../trace.js";

/** The events of two pieces, one after the other. */
export function joinEvents(first: EventColumns, second: EventColumns): EventColumns {
  const at = first.tMs.length;
  const count = at + second.tMs.length;
  const tMs = new Float64Array(count);
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const kind = new Uint8Array(count);
  const button = new Uint8Array(count);
  tMs.set(first.tMs);
  tMs.set(second.tMs, at);
  x.set(first.x);
  x.set(second.x, at);
  y.set(first.y);
  y.set(second.y, at);
  kind.set(first.kind);
  kind.set(second.kind, at);
  button.set(first.button);
  button.set(second.button, at);
  return { tMs, x, y, kind, button };
}
