import type { Bytes, Page } from "./page.js";

const VERSION = 1;
const HEADER_BYTES = 23;
/** One for the codes, five for the time, three each for x and y. */
const LONGEST_EVENT = 12;
const LARGEST_UINT16 = 65_535;
const LARGEST_COORDINATE = 32_767;

/** Writes events as they come into the bytes of docs/wire-format.md; no object is made per event. */
export interface BatchWriter {
  /**
   * @param code kind | button << 3 | pointer type << 6
   * @param ticks 0.1 ms since the recording began, not below the last one's
   * @param x px, rounded here and held within ±32,767, as y
   * @returns how many events the batch has now
   */
  add(code: number, ticks: number, x: number, y: number): number;
  /**
   * The batch in bytes of its own, `undefined` without events; the writer is empty after it. The first has
   * sequence number 1.
   */
  finish(page: Page, samplingRateHz: number): Bytes | undefined;
}

/**
 * @param recording tells it from the session's others, a uint32
 * @param capacity events that a batch may hold
 */
export function createBatchWriter(recording: number, capacity: number): BatchWriter {
  const buffer = new Uint8Array(HEADER_BYTES + capacity * LONGEST_EVENT);
  let end = HEADER_BYTES;
  let sequence = 0;
  let count = 0;
  let baseTicks = 0;
  let lastTicks = 0;
  let lastX = 0;
  let lastY = 0;

  function varint(value: number) {
    let rest = value;
    while (rest > 127) {
      buffer[end++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    buffer[end++] = rest;
  }

  function step(from: number, to: number) {
    const by = to - from;
    varint((by << 1) ^ (by >> 31));
    return to;
  }

  return {
    add(code, ticks, x, y) {
      if (!count) baseTicks = lastTicks = ticks;
      buffer[end++] = code;
      varint(ticks - lastTicks);
      lastTicks = ticks;
      lastX = step(lastX, clamp(x, -LARGEST_COORDINATE, LARGEST_COORDINATE));
      lastY = step(lastY, clamp(y, -LARGEST_COORDINATE, LARGEST_COORDINATE));
      return ++count;
    },
    finish({ screen, devicePixelRatio }, samplingRateHz) {
      if (!count) return undefined;
      const view = new DataView(buffer.buffer);
      buffer[0] = VERSION;
      [recording, ++sequence, baseTicks].forEach((value, i) => {
        view.setUint32(1 + 4 * i, value, true);
      });
      [screen.width, screen.height, devicePixelRatio * 1000, samplingRateHz, count].forEach((value, i) => {
        view.setUint16(13 + 2 * i, clamp(value, 0, LARGEST_UINT16), true);
      });
      const bytes = buffer.slice(0, end);
      end = HEADER_BYTES;
      count = lastX = lastY = 0;
      return bytes;
    },
  };
}

/** The nearest whole number within bounds; 0 for what is no number. */
function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, Math.round(value))) || 0;
}
