import { CoreError } from "../core-error.js";
import type { EventColumns } from "../trace.js";
import type { Blocks } from "./blocks.js";
import type { Channel } from "./channels.js";

/** What each row of a window holds: px, px and s since the row before; zeros in a window's first row. */
export const WINDOW_CHANNELS = [
  "displacementX",
  "displacementY",
  "timeStep",
] as const satisfies readonly Channel[];

const WIDTH = WINDOW_CHANNELS.length;

/** One user's movements from pause to pause, of whatever length. */
export interface Windows {
  readonly count: number;
  /** [rows, 3], all windows one after another; see {@link WINDOW_CHANNELS}. */
  readonly data: Float32Array;
  /** [count + 1] The row each window begins at; its end is where the next begins. */
  readonly starts: Int32Array;
  /** For each window, the index of the trace it is from. */
  readonly session: Int32Array;
}

export interface CutWindowsOptions {
  /** A step of at least this many ms ends a window. Default 250. */
  readonly pauseMs?: number;
  /** Windows of fewer events are dropped. Default 5. */
  readonly shortest?: number;
}

/**
 * Cuts one user's traces into perception windows: movements between pauses, which are where a person looks and
 * decides. The event after a pause begins the next window, with zeros. Events are put in order of time first, and of
 * several at one time only the first is kept.
 *
 * @param traces one user's traces, already without the events to be dropped (see `dropEvents`)
 * @throws CoreError `out-of-range` for a pause that is not above zero, or a length that is no positive integer
 */
export function cutWindows(traces: readonly EventColumns[], options: CutWindowsOptions = {}): Windows {
  const { pauseMs = 250, shortest = 5 } = options;
  if (!(pauseMs > 0)) throw new CoreError("out-of-range", `a pause above 0 ms expected, got ${pauseMs}`);
  if (!(Number.isInteger(shortest) && shortest > 0)) {
    throw new CoreError("out-of-range", `shortest: a positive integer expected, got ${shortest}`);
  }
  const rows: number[] = [];
  const starts: number[] = [];
  const session: number[] = [];
  for (const [index, trace] of traces.entries()) {
    const order = inOrderOfTime(trace.tMs);
    let begin = 0;
    for (let i = 1; i <= order.length; i++) {
      if (i < order.length && stepMs(trace, order, i) < pauseMs) continue;
      if (i - begin >= shortest) {
        starts.push(rows.length / WIDTH);
        session.push(index);
        rows.push(0, 0, 0);
        for (let k = begin + 1; k < i; k++) {
          const [from, to] = [order[k - 1], order[k]];
          rows.push(trace.x[to] - trace.x[from], trace.y[to] - trace.y[from], stepMs(trace, order, k) / 1000);
        }
      }
      begin = i;
    }
  }
  return {
    count: starts.length,
    data: Float32Array.from(rows),
    starts: Int32Array.from([...starts, rows.length / WIDTH]),
    session: Int32Array.from(session),
  };
}

function stepMs({ tMs }: EventColumns, order: Int32Array, at: number): number {
  return tMs[order[at]] - tMs[order[at - 1]];
}

/** Indices of the events by time, the first of those that share one. */
function inOrderOfTime(tMs: Float64Array): Int32Array {
  const order = Int32Array.from(tMs.keys()).sort((a, b) => tMs[a] - tMs[b] || a - b);
  return order.filter((event, i) => i === 0 || tMs[event] !== tMs[order[i - 1]]);
}

/** Events in each window. */
export function windowLengths({ count, starts }: Windows): Int32Array {
  return Int32Array.from({ length: count }, (_, k) => starts[k + 1] - starts[k]);
}

/** The windows at the given indices, in their order; an index may repeat. */
export function selectWindows(windows: Windows, indices: ArrayLike<number>): Windows {
  const starts = new Int32Array(indices.length + 1);
  for (let k = 0; k < indices.length; k++) {
    const index = indices[k];
    if (!(Number.isInteger(index) && index >= 0 && index < windows.count)) {
      throw new CoreError("out-of-range", `window ${index} asked for, there are ${windows.count}`);
    }
    starts[k + 1] = starts[k] + windows.starts[index + 1] - windows.starts[index];
  }
  const data = new Float32Array(starts[indices.length] * WIDTH);
  for (let k = 0; k < indices.length; k++) {
    data.set(rowsOf(windows, indices[k]), starts[k] * WIDTH);
  }
  return {
    count: indices.length,
    data,
    starts,
    session: Int32Array.from(indices, (index) => windows.session[index]),
  };
}

function rowsOf({ data, starts }: Windows, index: number): Float32Array {
  return data.subarray(starts[index] * WIDTH, starts[index + 1] * WIDTH);
}

/** Lengths within which windows are kept, both included. */
export interface LengthFences {
  readonly shortest: number;
  readonly longest: number;
}

/**
 * Tukey's fences around lengths: 1.5 interquartile ranges below the lower and above the upper quartile (Tukey 1977,
 * Exploratory Data Analysis). A quartile between two lengths is their middle.
 *
 * @throws CoreError `empty` without a length
 */
export function lengthFences(lengths: ArrayLike<number>): LengthFences {
  if (lengths.length === 0) throw new CoreError("empty", "at least one window's length expected, got none");
  const sorted = Float64Array.from(lengths).sort();
  const quartile = (share: number) => {
    const place = share * (sorted.length - 1);
    return (sorted[Math.floor(place)] + sorted[Math.ceil(place)]) / 2;
  };
  const [lower, upper] = [quartile(0.25), quartile(0.75)];
  const reach = 1.5 * (upper - lower);
  return { shortest: Math.max(1, Math.ceil(lower - reach)), longest: Math.floor(upper + reach) };
}

/**
 * Windows as blocks of one length: those shorter than the fences are dropped, longer ones are cut at their end, and
 * all are filled up with rows of zeros in front, which a network with a mask does not see.
 *
 * @returns data [count, longest, 3]
 */
export function padWindows(windows: Windows, { shortest, longest }: LengthFences): Blocks {
  const lengths = windowLengths(windows);
  const kept = [...lengths.keys()].filter((index) => lengths[index] >= shortest);
  const data = new Float32Array(kept.length * longest * WIDTH);
  for (const [block, index] of kept.entries()) {
    const rows = rowsOf(windows, index).subarray(0, longest * WIDTH);
    data.set(rows, (block + 1) * longest * WIDTH - rows.length);
  }
  return {
    count: kept.length,
    size: longest,
    channels: WINDOW_CHANNELS,
    data,
    session: Int32Array.from(kept, (index) => windows.session[index]),
  };
}
