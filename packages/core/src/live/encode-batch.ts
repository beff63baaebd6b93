import type { LiveBatch } from "./live-batch.js";

const VERSION = 1;
const TICKS_PER_MS = 10;
const HEADER_BYTES = 23;
/** A code, and three varints of at most five, three and three bytes. */
const LONGEST_EVENT = 12;

/**
 * Writes a batch of live events, format version 1 (docs/wire-format.md): what `decodeBatch` reads. For programs that
 * play recordings to a server; the browser script has a writer of its own, which is smaller.
 *
 * @param batch within `LIVE_LIMITS`, its times whole ticks of 0.1 ms that never decrease, its places whole px: what
 *   else it is given it writes wrongly, and the reader refuses
 */
export function encodeBatch(batch: LiveBatch): Uint8Array {
  const { tMs, x, y, kind, button, pointer } = batch;
  const bytes = new Uint8Array(HEADER_BYTES + tMs.length * LONGEST_EVENT);
  const header = new DataView(bytes.buffer);
  const ticksAt = (event: number) => Math.round(tMs[event] * TICKS_PER_MS);
  header.setUint8(0, VERSION);
  header.setUint32(1, batch.recording, true);
  header.setUint32(5, batch.sequence, true);
  header.setUint32(9, ticksAt(0), true);
  header.setUint16(13, batch.screenWidthPx, true);
  header.setUint16(15, batch.screenHeightPx, true);
  header.setUint16(17, Math.round(batch.devicePixelRatio * 1000), true);
  header.setUint16(19, batch.samplingRateHz, true);
  header.setUint16(21, tMs.length, true);
  let at = HEADER_BYTES;
  const varint = (value: number) => {
    let rest = value;
    while (rest > 127) {
      bytes[at++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    bytes[at++] = rest;
  };
  const zigzag = (step: number) => varint(step < 0 ? -2 * step - 1 : 2 * step);
  let [lastTicks, lastX, lastY] = [ticksAt(0), 0, 0];
  for (let event = 0; event < tMs.length; event++) {
    const ticks = ticksAt(event);
    bytes[at++] = kind[event] | (button[event] << 3) | (pointer[event] << 6);
    varint(ticks - lastTicks);
    zigzag(x[event] - lastX);
    zigzag(y[event] - lastY);
    [lastTicks, lastX, lastY] = [ticks, x[event], y[event]];
  }
  return bytes.subarray(0, at);
}
