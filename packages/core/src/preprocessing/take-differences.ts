import { CoreError } from "../core-error.js";
import { type EventColumns, eventKindCode } from "../trace.js";
import type { Sequences } from "./sequences.js";

export interface TakeDifferencesOptions {
  /** A time step of at most this many seconds counts as unknown. Default 0.01. */
  readonly shortestS?: number;
  /** A time step longer than this ("stateless time") ends its sequence. Default 2. */
  readonly longestS?: number;
  /** The time step written in place of too short and too long ones, seconds. Default 0.016. */
  readonly replacementS?: number;
  /** Differences with a longer time step go, before any other rule is looked at. Default: none do. */
  readonly dropPastS?: number;
  /**
   * `split`: a session's first event starts a new sequence, and no difference crosses the border.
   * `join`: the user's sessions are one stream; the step across a border, where time runs back to zero, is
   * replaced as every too short one. Default `split`.
   */
  readonly sessionBorders?: "split" | "join";
}

/**
 * First differences over all traces of one user, in the order given.
 *
 * The difference whose time step is too long is the last of its sequence: it is kept, with the replacement
 * as its time. Source: Antal, Fejér: "Mouse dynamics based user recognition using deep learning", Acta
 * Universitatis Sapientiae, Informatica 12 (2020).
 *
 * @param traces one user's traces, already without the events to be dropped (see `dropEvents`)
 * @throws CoreError `out-of-range` when a time option is negative or not finite, or the replacement is zero.
 */
export function takeDifferences(
  traces: readonly EventColumns[],
  options: TakeDifferencesOptions = {},
): Sequences {
  const shortestS = options.shortestS ?? 0.01;
  const longestS = options.longestS ?? 2;
  const replacementS = options.replacementS ?? 0.016;
  const dropPastS = options.dropPastS ?? Infinity;
  const join = (options.sessionBorders ?? "split") === "join";
  if (!(dropPastS > 0)) throw new CoreError("out-of-range", `a dropPastS above 0 expected, got ${dropPastS}`);
  // Infinity is a way to say "no gap ends a sequence".
  if (!(shortestS >= 0 && longestS >= shortestS && replacementS > 0 && replacementS < Infinity)) {
    throw new CoreError(
      "out-of-range",
      `expected 0 <= shortestS <= longestS and 0 < replacementS < Infinity, got ${shortestS}, ${longestS}, ${replacementS}`,
    );
  }

  let events = 0;
  let filled = 0;
  for (const trace of traces) {
    events += trace.tMs.length;
    if (trace.tMs.length > 0) filled += 1;
  }
  const count = join ? Math.max(0, events - 1) : events - filled;
  const dxPx = new Float32Array(count);
  const dyPx = new Float32Array(count);
  const dtS = new Float32Array(count);
  const held = new Uint8Array(count);
  const session = new Int32Array(count);
  const event = new Int32Array(count);
  const starts: number[] = [];
  const press = eventKindCode("press");
  const drag = eventKindCode("drag");

  let row = 0;
  let startsNext = true;
  let lastT = 0;
  let lastX = 0;
  let lastY = 0;
  let hasLast = false;
  for (let index = 0; index < traces.length; index++) {
    const { tMs, x, y, kind } = traces[index];
    if (tMs.length === 0) continue;
    if (!join) {
      hasLast = false;
      startsNext = true;
    }
    let i = 0;
    if (!hasLast) {
      lastT = tMs[0];
      lastX = x[0];
      lastY = y[0];
      hasLast = true;
      i = 1;
    }
    // The columns are zero as they are made; memory that is not written costs nothing.
    if (index > 0) session.fill(index, row, row + tMs.length - i);
    for (; i < tMs.length; i++) {
      const t = tMs[i];
      const xPx = x[i];
      const yPx = y[i];
      const stepS = (t - lastT) / 1000;
      if (stepS > dropPastS) {
        lastT = t;
        lastX = xPx;
        lastY = yPx;
        continue;
      }
      if (startsNext) starts.push(row);
      startsNext = stepS > longestS;
      dxPx[row] = xPx - lastX;
      dyPx[row] = yPx - lastY;
      dtS[row] = startsNext || stepS <= shortestS ? replacementS : stepS;
      if (kind[i] === press || kind[i] === drag) held[row] = 1;
      event[row] = i;
      lastT = t;
      lastX = xPx;
      lastY = yPx;
      row++;
    }
  }
  return {
    dxPx: dxPx.subarray(0, row),
    dyPx: dyPx.subarray(0, row),
    dtS: dtS.subarray(0, row),
    held: held.subarray(0, row),
    session: session.subarray(0, row),
    event: event.subarray(0, row),
    traces,
    starts: Int32Array.from(starts),
  };
}
