import { CoreError } from "../core-error.js";
import { buttonCode, type EventColumns, eventKindCode } from "../trace.js";
import { selectEvents } from "./select-events.js";

/** Where events are dropped unless told otherwise, px: recorders write sentinels such as 65535. */
export const LIMIT_PX = 4000;

export interface DropEventsOptions {
  /** Events with x or y at or past this many pixels go. Default {@link LIMIT_PX}. */
  readonly limitPx?: number;
  /** Whether scroll events (by kind or by button) go. Default true. */
  readonly scroll?: boolean;
}

/**
 * The trace without the events that are no pointer movement: coordinates at or past the limit, scroll
 * events, and events whose time or place is not finite. Negative coordinates (a monitor to the left) stay.
 * Returns the same trace where nothing is dropped.
 *
 * @throws CoreError `length-mismatch` when the trace's columns differ in length.
 */
export function dropEvents<T extends EventColumns>(trace: T, options: DropEventsOptions = {}): T {
  const { tMs, x, y, kind, button } = trace;
  const count = tMs.length;
  if (x.length !== count || y.length !== count || kind.length !== count || button.length !== count) {
    throw new CoreError(
      "length-mismatch",
      `${nameOf(trace)}columns of ${count} events expected, got ` +
        `x ${x.length}, y ${y.length}, kind ${kind.length}, button ${button.length}`,
    );
  }
  const limit = options.limitPx ?? LIMIT_PX;
  const dropScroll = options.scroll ?? true;
  const scrollDown = eventKindCode("scrollDown");
  const scrollUp = eventKindCode("scrollUp");
  const scrollButton = buttonCode("scroll");
  const stays = (i: number) =>
    // Written so that NaN fails.
    x[i] < limit &&
    y[i] < limit &&
    x[i] > -Infinity &&
    y[i] > -Infinity &&
    Math.abs(tMs[i]) < Infinity &&
    !(dropScroll && (kind[i] === scrollDown || kind[i] === scrollUp || button[i] === scrollButton));
  // Most traces lose nothing: counting first writes nothing for them.
  let keptCount = 0;
  for (let i = 0; i < count; i++) if (stays(i)) keptCount++;
  if (keptCount === count) return trace;
  const kept = new Int32Array(keptCount);
  let next = 0;
  for (let i = 0; i < count; i++) if (stays(i)) kept[next++] = i;
  return selectEvents(trace, kept);
}

/** Whose events they are, where they say so. */
function nameOf(events: EventColumns & { readonly subject?: string; readonly session?: string }): string {
  return events.subject === undefined ? "" : `session ${events.session} of ${events.subject}: `;
}
