import { CoreError } from "../core-error.js";
import { EVENT_KINDS, type Trace } from "../trace.js";
import { selectEvents } from "./select-events.js";

export interface ThinEventsOptions {
  /** Milliseconds between one movement event and the next, at least. Default 1000 / 60: a browser's frame. */
  readonly intervalMs?: number;
  /** How much earlier than that an event may come and still count as the next one. Default 1. */
  readonly toleranceMs?: number;
}

const MOVEMENT = new Set([EVENT_KINDS.indexOf("move"), EVENT_KINDS.indexOf("drag")]);

/**
 * The trace as a slower recorder would have written it: of movement events that follow one another faster than
 * the interval, those in between go. Where a movement pauses or a button or wheel acts, the last place before is
 * kept, so that no path is cut short. Other events all stay. A recording that is no faster comes back as it is:
 * one function serves recordings of any rate, in training and live.
 *
 * @throws CoreError `out-of-range` for an interval or tolerance that is negative or not finite, or a tolerance that is not
 *   below the interval.
 */
export function thinEvents(trace: Trace, options: ThinEventsOptions = {}): Trace {
  const { intervalMs = 1000 / 60, toleranceMs = 1 } = options;
  if (!(intervalMs > 0 && intervalMs < Infinity && toleranceMs >= 0 && toleranceMs < intervalMs)) {
    throw new CoreError(
      "out-of-range",
      `an interval above zero and a tolerance below it expected, got ${intervalMs} and ${toleranceMs} ms`,
    );
  }
  const { tMs, kind } = trace;
  const shortest = intervalMs - toleranceMs;
  const kept = new Int32Array(tMs.length);
  let count = 0;
  let lastMovement = Number.NEGATIVE_INFINITY;
  // The latest movement event that came too early, which may yet turn out to be the last before a pause.
  let waiting = -1;
  for (let i = 0; i < tMs.length; i++) {
    const moves = MOVEMENT.has(kind[i]);
    // A waiting event is the last of its movement where the next event comes later than an interval after it.
    if (waiting >= 0 && (!moves || tMs[i] - tMs[waiting] >= shortest)) {
      kept[count++] = waiting;
      lastMovement = tMs[waiting];
      waiting = -1;
    }
    // Times that run backwards are a new start.
    if (!moves || tMs[i] - lastMovement >= shortest || tMs[i] < lastMovement) {
      kept[count++] = i;
      if (moves) lastMovement = tMs[i];
      waiting = -1;
    } else {
      waiting = i;
    }
  }
  if (waiting >= 0) kept[count++] = waiting;
  return count === tMs.length ? trace : selectEvents(trace, kept.subarray(0, count));
}
