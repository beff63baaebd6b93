/** A track as it is stored and compared: whole pixels and milliseconds from its first point, times never falling. */
import { LivenessError } from "../liveness-error.js";
import type { TrackColumns } from "../track.js";

/** The most points of a track that can be stored or checked. A longer one is cut first. */
export const MOST_POINTS = 1024;

/** Columns with room for {@link MOST_POINTS}, of which the first `count` are filled: made once, filled again and again. */
export interface Path {
  count: number;
  /** Where the first point is on the screen, in pixels. */
  originX: number;
  originY: number;
  /** Milliseconds since the first point; each later than the one before. */
  readonly t: Int32Array;
  /** Pixels from the first point. */
  readonly x: Int32Array;
  readonly y: Int32Array;
}

export function createPath(): Path {
  return {
    count: 0,
    originX: 0,
    originY: 0,
    t: new Int32Array(MOST_POINTS),
    x: new Int32Array(MOST_POINTS),
    y: new Int32Array(MOST_POINTS),
  };
}

/** Beyond these, a coordinate is a recorder's sentinel or nothing that a screen has, in pixels. */
const FARTHEST_PX = 32_000;
/** A track takes no longer, in ms: a day. */
const LONGEST_MS = 86_400_000;

/**
 * Fills a path with a track. Points whose time goes backwards, or whose place is no place on a screen, are passed over;
 * of points within one millisecond the last stands.
 *
 * @throws LivenessError `bad-input` for columns of several lengths, and for a track of more than {@link MOST_POINTS}
 */
export function fillPath(path: Path, { tMs, x, y }: TrackColumns): void {
  if (x.length !== tMs.length || y.length !== tMs.length) {
    throw new LivenessError(
      "bad-input",
      `a track's columns of one length expected, got ${tMs.length}, ${x.length} and ${y.length}`,
    );
  }
  let count = 0;
  let t0 = 0;
  path.originX = path.originY = 0;
  for (let i = 0; i < tMs.length; i++) {
    const t = Math.round(tMs[i]);
    const px = Math.round(x[i]);
    const py = Math.round(y[i]);
    // Written so that NaN falls through as well.
    if (!(Math.abs(px) <= FARTHEST_PX && Math.abs(py) <= FARTHEST_PX && Number.isFinite(t))) continue;
    if (count === 0) {
      t0 = t;
      path.originX = px;
      path.originY = py;
    }
    const since = t - t0;
    const before = count === 0 ? -1 : path.t[count - 1];
    // The first point is the origin, so what follows within its millisecond is passed over.
    if (since < before || since > LONGEST_MS || (since === before && count === 1)) continue;
    if (since > before) {
      if (count === MOST_POINTS) {
        throw new LivenessError(
          "bad-input",
          `a track of at most ${MOST_POINTS} points expected, got ${tMs.length}; cut it into several`,
        );
      }
      count++;
    }
    path.t[count - 1] = since;
    path.x[count - 1] = px - path.originX;
    path.y[count - 1] = py - path.originY;
  }
  path.count = count;
}
