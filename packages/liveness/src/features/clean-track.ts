import type { TrackColumns } from "../track.js";

/**
 * A track as features see it: without what tells of the recorder rather than of the hand. The first time is 0 and the
 * first place the origin; places are whole pixels, times whole milliseconds; a clock that goes back stands still
 * instead; of points at one time the last stays; a point that does not move away from the one before is left out, for
 * some recorders write those and some do not. Only the first `count` of each column are meant, and all of it is
 * overwritten by the next track.
 */
export interface CleanTrack {
  /** Points; the columns of steps have one less. */
  count: number;
  tMs: Float64Array;
  /** Pixels from the first point. */
  x: Float64Array;
  y: Float64Array;
  /** Step i leads from point i to point i + 1: px, px, px, ms. */
  dx: Float64Array;
  dy: Float64Array;
  length: Float64Array;
  dtMs: Float64Array;
  /** Milliseconds of the step in which the pointer is taken to have moved: at most {@link LONGEST_STEP_MS}. */
  activeMs: Float64Array;
  /** Pixels a millisecond, over the active time. */
  speed: Float64Array;
  /** Sums over all steps. */
  pathPx: number;
  durationMs: number;
  movingMs: number;
  /** Distance from the first point to the last, and the unit vector of that direction (0, 0 where there is none). */
  chordPx: number;
  chordX: number;
  chordY: number;
}

/**
 * A step that takes longer is a rest followed by a step. The recorders of the public data sets write an event every 8 to
 * 50 ms while the pointer moves.
 */
export const LONGEST_STEP_MS = 100;

export interface TrackCleaner {
  readonly track: CleanTrack;
  /** Fills {@link track}. Points that are no numbers are left out. */
  clean(columns: TrackColumns): CleanTrack;
}

const FIRST_CAPACITY = 512;

/** A cleaner with memory of its own, which grows with the longest track it is given. */
export function createTrackCleaner(): TrackCleaner {
  const track: CleanTrack = {
    count: 0,
    ...columnsOf(FIRST_CAPACITY),
    pathPx: 0,
    durationMs: 0,
    movingMs: 0,
    chordPx: 0,
    chordX: 0,
    chordY: 0,
  };
  return {
    track,
    clean(columns) {
      if (columns.tMs.length > track.tMs.length) Object.assign(track, columnsOf(2 * columns.tMs.length));
      keepPoints(columns, track);
      takeSteps(track);
      return track;
    },
  };
}

function columnsOf(capacity: number) {
  const column = () => new Float64Array(capacity);
  return {
    tMs: column(),
    x: column(),
    y: column(),
    dx: column(),
    dy: column(),
    length: column(),
    dtMs: column(),
    activeMs: column(),
    speed: column(),
  };
}

function keepPoints(columns: TrackColumns, track: CleanTrack): void {
  const { tMs, x, y } = track;
  const points = columns.tMs.length;
  let count = 0;
  let clockMs = 0;
  let lastClockMs = 0;
  let originMs = 0;
  let originX = 0;
  let originY = 0;
  for (let i = 0; i < points; i++) {
    const told = columns.tMs[i] as number;
    const px = columns.x[i] as number;
    const py = columns.y[i] as number;
    if (!(Math.abs(told + px + py) < Number.POSITIVE_INFINITY)) continue;
    if (count === 0) {
      originMs = told;
      originX = px;
      originY = py;
    }
    // From the first point on before they are rounded: where and when a track begins then changes nothing.
    const atMs = Math.round(told - originMs);
    if (atMs > lastClockMs) clockMs += atMs - lastClockMs;
    lastClockMs = atMs;
    const nextX = Math.round(px - originX);
    const nextY = Math.round(py - originY);
    // The first point keeps its place: it is the origin.
    if (count > 1 && clockMs === tMs[count - 1]) count--;
    if (count > 0 && nextX === x[count - 1] && nextY === y[count - 1]) continue;
    if (count === 1 && clockMs === 0) continue;
    tMs[count] = clockMs;
    x[count] = nextX;
    y[count] = nextY;
    count++;
  }
  track.count = count;
}

function takeSteps(track: CleanTrack): void {
  const { count, tMs, x, y, dx, dy, length, dtMs, activeMs, speed } = track;
  let pathPx = 0;
  let movingMs = 0;
  for (let i = 1; i < count; i++) {
    const stepX = (x[i] as number) - (x[i - 1] as number);
    const stepY = (y[i] as number) - (y[i - 1] as number);
    const ms = (tMs[i] as number) - (tMs[i - 1] as number);
    const px = Math.sqrt(stepX * stepX + stepY * stepY);
    const active = ms < LONGEST_STEP_MS ? ms : LONGEST_STEP_MS;
    dx[i - 1] = stepX;
    dy[i - 1] = stepY;
    dtMs[i - 1] = ms;
    length[i - 1] = px;
    activeMs[i - 1] = active;
    speed[i - 1] = px / active;
    pathPx += px;
    movingMs += active;
  }
  track.pathPx = pathPx;
  track.movingMs = movingMs;
  track.durationMs = count > 0 ? (tMs[count - 1] as number) : 0;
  const endX = count > 0 ? (x[count - 1] as number) : 0;
  const endY = count > 0 ? (y[count - 1] as number) : 0;
  track.chordPx = Math.sqrt(endX * endX + endY * endY);
  track.chordX = track.chordPx > 0 ? endX / track.chordPx : 0;
  track.chordY = track.chordPx > 0 ? endY / track.chordPx : 0;
}
