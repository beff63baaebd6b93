import { BUTTONS, buttonCode, EVENT_KINDS, eventKindCode } from "../trace.js";
import { type ByteReader, readBytes } from "./byte-reader.js";
import { LIVE_LIMITS, type LiveBatch } from "./live-batch.js";
import { allocateLiveColumns, type LiveColumns } from "./live-columns.js";

const VERSION = 1;
const TICKS_PER_MS = 10;
/** What an event takes at least: its byte, and one each for time, x and y. */
const SHORTEST_EVENT = 4;

const MOVE = eventKindCode("move");
const DRAG = eventKindCode("drag");
const SCROLL_DOWN = eventKindCode("scrollDown");
const NONE = buttonCode("none");
const SCROLL = buttonCode("scroll");

/**
 * Reads a batch of live events, format version 1 (docs/wire-format.md). A batch has one encoding only, so
 * equal batches are equal bytes. Time is linear in the bytes; what is allocated is bounded by them too.
 *
 * @throws CoreError `malformed` on anything else than one whole batch within {@link LIVE_LIMITS}; the message
 *   names the byte
 */
export function decodeBatch(bytes: Uint8Array): LiveBatch {
  const reader = readBytes(bytes, "batch");
  if (bytes.length > LIVE_LIMITS.batchBytes) {
    throw reader.malformed(
      LIVE_LIMITS.batchBytes,
      `the end expected by here, got ${bytes.length} bytes in all`,
    );
  }
  const version = reader.byte("version");
  if (version !== VERSION) throw reader.malformed(0, `version ${VERSION} expected, got ${version}`);
  const recording = reader.uint32("recording");
  const sequence = reader.uint32("sequence number");
  if (sequence === 0) throw reader.malformed(5, "a sequence number from 1 expected, got 0");
  const baseTicks = reader.uint32("base time");
  const screenWidthPx = reader.uint16("screen width");
  const screenHeightPx = reader.uint16("screen height");
  const devicePixelRatio = reader.uint16("device pixel ratio") / 1000;
  const samplingRateHz = reader.uint16("sampling rate");
  const countAt = reader.position;
  const count = reader.uint16("number of events");
  if (count < 1 || count > LIVE_LIMITS.batchEvents) {
    throw reader.malformed(countAt, `1 to ${LIVE_LIMITS.batchEvents} events expected, got ${count}`);
  }
  // Before anything of that size is allocated.
  if (reader.left < count * SHORTEST_EVENT) {
    throw reader.malformed(reader.position, `${count} events expected, got ${reader.left} bytes`);
  }
  const { tMs, x, y, kind, button, pointer } = readEvents(reader, count, baseTicks);
  reader.end();
  return {
    tMs,
    x,
    y,
    kind,
    button,
    pointer,
    recording,
    sequence,
    screenWidthPx,
    screenHeightPx,
    devicePixelRatio,
    samplingRateHz,
  };
}

function readEvents(reader: ByteReader, count: number, baseTicks: number): LiveColumns {
  const columns = allocateLiveColumns(count);
  const { tMs, x, y, kind, button, pointer } = columns;
  let ticks = baseTicks;
  let lastX = 0;
  let lastY = 0;
  for (let i = 0; i < count; i++) {
    const at = reader.position;
    const code = reader.byte("event");
    kind[i] = code & 7;
    button[i] = (code >> 3) & 7;
    pointer[i] = code >> 6;
    const mismatch = judgeCodes(kind[i], button[i]);
    if (mismatch !== undefined) throw reader.malformed(at, mismatch);
    // The base time is the first event's, so that a batch has one encoding.
    ticks += reader.varint(i === 0 ? 0 : LIVE_LIMITS.ticks - ticks, "time step");
    tMs[i] = ticks / TICKS_PER_MS;
    lastX = readCoordinate(reader, lastX, "x", "step in x");
    lastY = readCoordinate(reader, lastY, "y", "step in y");
    x[i] = lastX;
    y[i] = lastY;
  }
  return columns;
}

/** What is wrong with a kind and a button together; `undefined` where nothing is. */
function judgeCodes(kind: number, button: number): string | undefined {
  if (kind >= EVENT_KINDS.length) return `an event kind below ${EVENT_KINDS.length} expected, got ${kind}`;
  if (button >= BUTTONS.length) return `a button below ${BUTTONS.length} expected, got ${button}`;
  if (kind >= SCROLL_DOWN)
    return button === SCROLL ? undefined : "a scroll event with button scroll expected";
  if (kind === MOVE) return button === NONE ? undefined : "a move without a button expected";
  if (button === SCROLL) return "the button scroll only in a scroll event expected";
  if (kind !== DRAG && button === NONE) return "a press or release with its button expected";
  return undefined;
}

/** @param step what the step is called; given, for a text put together for every number costs more than reading it */
function readCoordinate(reader: ByteReader, last: number, name: string, step: string): number {
  const at = reader.position;
  const zigzag = reader.varint(4 * LIVE_LIMITS.coordinatePx, step);
  const value = last + ((zigzag >>> 1) ^ -(zigzag & 1));
  if (Math.abs(value) > LIVE_LIMITS.coordinatePx) {
    throw reader.malformed(at, `${name} within ±${LIVE_LIMITS.coordinatePx} px expected, got ${value}`);
  }
  return value;
}
