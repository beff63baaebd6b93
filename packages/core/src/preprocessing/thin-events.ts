import { CoreError } from "../core-error.js";
import { EVENT_KINDS, type EventColumns, NO_EVENTS } from "../trace.js";
import { joinEvents } from "./join-events.js";
import { selectEvents } from "./select-events.js";

export interface ThinEventsOptions {
  /** Milliseconds between one movement event and the next, at least. Default 1000 / 60: a browser's frame. */
  readonly intervalMs?: number;
  /** How much earlier than that an event may come and still count as the next one. Default 1. */
  readonly toleranceMs?: number;
}

/** Thins a recording that comes piece by piece. */
export interface EventThinner {
  /** The events that are known to stay by now; of these at most the last may be held back for the next piece. */
  push(events: EventColumns): EventColumns;
  /** The event that was held back, if one was: nothing comes after it. */
  end(): EventColumns;
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
export function thinEvents<T extends EventColumns>(trace: T, options: ThinEventsOptions = {}): T {
  const selector = createSelector(options);
  const { kept, waiting } = selector(trace, false);
  const indices = waiting < 0 ? kept : withLast(kept, waiting);
  return indices.length === trace.tMs.length ? trace : selectEvents(trace, indices);
}

/**
 * {@link thinEvents} for one recording in pieces: all that comes out, one after the other, is what thinning the
 * pieces joined gives.
 *
 * @throws CoreError as {@link thinEvents}
 */
export function createEventThinner(options: ThinEventsOptions = {}): EventThinner {
  const selector = createSelector(options);
  let heldBack: EventColumns | undefined;
  return {
    push(events) {
      const joined = heldBack ? joinEvents(heldBack, events) : events;
      const { kept, waiting } = selector(joined, heldBack !== undefined);
      heldBack = waiting < 0 ? undefined : selectEvents(joined, Int32Array.of(waiting));
      return selectEvents(joined, kept);
    },
    end() {
      const last = heldBack;
      heldBack = undefined;
      return last ?? NO_EVENTS;
    },
  };
}

function withLast(indices: Int32Array, last: number): Int32Array {
  const longer = new Int32Array(indices.length + 1);
  longer.set(indices);
  longer[indices.length] = last;
  return longer;
}

interface Selection {
  /** Indices of the events that stay. */
  readonly kept: Int32Array;
  /** The latest movement event that came too early, which may yet be the last before a pause; -1 for none. */
  readonly waiting: number;
}

/** Chooses the events of one piece after the other; the first of a piece may be the one that waits. */
function createSelector(options: ThinEventsOptions) {
  const { intervalMs = 1000 / 60, toleranceMs = 1 } = options;
  if (!(intervalMs > 0 && intervalMs < Infinity && toleranceMs >= 0 && toleranceMs < intervalMs)) {
    throw new CoreError(
      "out-of-range",
      `an interval above zero and a tolerance below it expected, got ${intervalMs} and ${toleranceMs} ms`,
    );
  }
  const shortest = intervalMs - toleranceMs;
  let lastMovement = Number.NEGATIVE_INFINITY;

  return ({ tMs, kind }: EventColumns, firstWaits: boolean): Selection => {
    const kept = new Int32Array(tMs.length);
    let count = 0;
    let waiting = firstWaits ? 0 : -1;
    for (let i = firstWaits ? 1 : 0; i < tMs.length; i++) {
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
    return { kept: kept.subarray(0, count), waiting };
  };
}
