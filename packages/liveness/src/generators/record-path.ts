import type { TrackColumns } from "../track.js";

/**
 * Samples a path as a recorder would: an event every `nextMs`, whole pixels, whole milliseconds.
 *
 * @param at place in px after so many ms, asked for from 0 to `durationMs` and there last
 */
export function recordPath(
  durationMs: number,
  nextMs: () => number,
  at: (ms: number) => readonly [x: number, y: number],
): TrackColumns {
  const tMs: number[] = [];
  const x: number[] = [];
  const y: number[] = [];
  const add = (ms: number) => {
    const [px, py] = at(ms);
    tMs.push(Math.round(ms));
    x.push(Math.round(px));
    y.push(Math.round(py));
  };
  let ms = 0;
  while (ms < durationMs && tMs.length < MOST_EVENTS) {
    add(ms);
    ms += Math.max(1, nextMs());
  }
  add(durationMs);
  return { tMs: Float64Array.from(tMs), x: Float32Array.from(x), y: Float32Array.from(y) };
}

const MOST_EVENTS = 1000;
