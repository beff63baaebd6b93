/** A made-up visitor's pointer: loops of its own, never at rest. Only its being there matters, not whose it seems. */
import { eventKindCode, type LiveBatch } from "@wristprint/core";

const TICKS_PER_S = 10_000;
const MOVE = eventKindCode("move");

export interface Stretch {
  /** Draws the loops, and names the recording. */
  readonly recording: number;
  readonly rateHz: number;
  /** Of the recording's events: those from `begin` to before `end`. */
  readonly begin: number;
  readonly end: number;
}

/** The events of a stretch, as a page would send them. */
export function moveHand({ recording, rateHz, begin, end }: Stretch, sequence: number): LiveBatch {
  const count = end - begin;
  const tMs = new Float64Array(count);
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const phase = (recording % 997) / 100;
  const slowX = 17 + (recording % 13);
  const slowY = 23 + (recording % 7);
  for (let i = 0; i < count; i++) {
    const ticks = Math.round(((begin + i) * TICKS_PER_S) / rateHz);
    // Places go by time, so that a faster recorder sees the same hand.
    const at = (60 * ticks) / TICKS_PER_S;
    tMs[i] = ticks / 10;
    x[i] = Math.round(900 + 500 * Math.sin(at / slowX + phase) + 40 * Math.sin(at / 3.1));
    y[i] = Math.round(500 + 300 * Math.sin(at / slowY - phase) + 30 * Math.sin(at / 4.3));
  }
  return {
    recording,
    sequence,
    screenWidthPx: 1920,
    screenHeightPx: 1080,
    devicePixelRatio: 1,
    samplingRateHz: rateHz,
    tMs,
    x,
    y,
    kind: new Uint8Array(count).fill(MOVE),
    button: new Uint8Array(count),
    pointer: new Uint8Array(count),
  };
}
