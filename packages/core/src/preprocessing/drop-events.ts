import { CoreError } from "../core-error.js";
import { buttonCode, eventKindCode, type Trace } from "../trace.js";

export interface DropEventsOptions {
  /** Events with x or y at or past this many pixels go; recorders write sentinels such as 65535. Default 4000. */
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
export function dropEvents(trace: Trace, options: DropEventsOptions = {}): Trace {
  const { tMs, x, y, kind, button } = trace;
  const count = tMs.length;
  if (x.length !== count || y.length !== count || kind.length !== count || button.length !== count) {
    throw new CoreError(
      "length-mismatch",
      `session ${trace.session} of ${trace.subject}: columns of ${count} events expected, got ` +
        `x ${x.length}, y ${y.length}, kind ${kind.length}, button ${button.length}`,
    );
  }
  const limit = options.limitPx ?? 4000;
  const dropScroll = options.scroll ?? true;
  const scrollDown = eventKindCode("scrollDown");
  const scrollUp = eventKindCode("scrollUp");
  const scrollButton = buttonCode("scroll");
  const kept = new Int32Array(count);
  let keptCount = 0;
  for (let i = 0; i < count; i++) {
    const isScroll = kind[i] === scrollDown || kind[i] === scrollUp || button[i] === scrollButton;
    if (dropScroll && isScroll) continue;
    // NaN fails both comparisons; -Infinity and infinite times need the test of their own.
    if (!(x[i] < limit && y[i] < limit)) continue;
    if (!(Number.isFinite(x[i]) && Number.isFinite(y[i]) && Number.isFinite(tMs[i]))) continue;
    kept[keptCount++] = i;
  }
  if (keptCount === count) return trace;
  const result = {
    tMs: new Float64Array(keptCount),
    x: new Float32Array(keptCount),
    y: new Float32Array(keptCount),
    kind: new Uint8Array(keptCount),
    button: new Uint8Array(keptCount),
  };
  for (let k = 0; k < keptCount; k++) {
    const i = kept[k];
    result.tMs[k] = tMs[i];
    result.x[k] = x[i];
    result.y[k] = y[i];
    result.kind[k] = kind[i];
    result.button[k] = button[i];
  }
  return { ...trace, ...result };
}
