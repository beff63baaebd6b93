/** What one who replays a person's track may do to it so that it is not found: for measuring whether it is. */
import type { Random } from "@wristprint/core";
import type { TrackColumns } from "../track.js";
import { MOST_POINTS } from "./path.js";

export type Alteration = (track: TrackColumns, random: Random) => TrackColumns;

export interface MovePointsOptions {
  /** Of the points, those that are moved. */
  readonly share: number;
  /** By exactly this much, one way or the other; or, `upTo` it, by a whole number drawn from all between. */
  readonly px: number;
  readonly upTo?: boolean;
  /** As in the paper x alone is moved, or both x and y, each by so much. */
  readonly axes: "x" | "both";
}

export function movePoints({ share, px, upTo = false, axes }: MovePointsOptions): Alteration {
  return (track, random) => {
    const draw = () => (upTo ? random.integer(2 * px + 1) - px : random.integer(2) === 0 ? px : -px);
    const altered = copyTrack(track);
    for (let i = 0; i < altered.x.length; i++) {
      if (random.uniform() >= share) continue;
      altered.x[i] += draw();
      if (axes === "both") altered.y[i] += draw();
    }
    return altered;
  };
}

/** Elsewhere on the screen: up to so many whole pixels away along either axis. */
export function shiftInPlace(farthestPx: number): Alteration {
  return (track, random) => {
    const altered = copyTrack(track);
    const dx = random.integer(2 * farthestPx + 1) - farthestPx;
    const dy = random.integer(2 * farthestPx + 1) - farthestPx;
    for (let i = 0; i < altered.x.length; i++) {
      altered.x[i] += dx;
      altered.y[i] += dy;
    }
    return altered;
  };
}

/** Slower or faster, by a factor between these. */
export function scaleTime(least: number, most: number): Alteration {
  return (track, random) => {
    const factor = least * (most / least) ** random.uniform();
    return { ...copyTrack(track), tMs: track.tMs.map((t) => factor * t) };
  };
}

/** Left for right, up for down, or both. */
export const mirror: Alteration = (track, random) => {
  const way = 1 + random.integer(3);
  return {
    tMs: track.tMs.slice(),
    x: way & 1 ? track.x.map((x) => -x) : track.x.slice(),
    y: way & 2 ? track.y.map((y) => -y) : track.y.slice(),
  };
};

/** A piece of it, of this share of the points. */
export function cutOut(share: number): Alteration {
  return (track, random) => {
    const count = Math.ceil(share * track.x.length);
    const from = random.integer(track.x.length - count + 1);
    return pieceOf(track, from, from + count);
  };
}

/** Read at other times, as a device of that rate would tell of it: whole pixels, and changes alone. */
export function sampleAnew(everyMs: number): Alteration {
  return ({ tMs, x, y }, random) => {
    const times: number[] = [];
    const placesX: number[] = [];
    const placesY: number[] = [];
    const end = tMs[tMs.length - 1];
    let j = 0;
    for (
      let at = tMs[0] + everyMs * random.uniform();
      at <= end && times.length < MOST_POINTS;
      at += everyMs
    ) {
      while (j < tMs.length - 2 && tMs[j + 1] <= at) j++;
      const step = tMs[j + 1] - tMs[j];
      const done = step > 0 ? Math.min(1, Math.max(0, (at - tMs[j]) / step)) : 0;
      const px = Math.round(x[j] + done * (x[j + 1] - x[j]));
      const py = Math.round(y[j] + done * (y[j + 1] - y[j]));
      if (px === placesX.at(-1) && py === placesY.at(-1)) continue;
      times.push(at);
      placesX.push(px);
      placesY.push(py);
    }
    return {
      tMs: Float64Array.from(times),
      x: Float32Array.from(placesX),
      y: Float32Array.from(placesY),
    };
  };
}

/** The first half of one, and from where that ends on, the second half of another. */
export function splice(first: TrackColumns, second: TrackColumns): TrackColumns {
  const head = pieceOf(first, 0, Math.ceil(first.x.length / 2));
  const tail = pieceOf(second, second.x.length >> 1, second.x.length);
  const last = head.x.length - 1;
  const dt = head.tMs[last] - tail.tMs[0] + 16;
  const dx = head.x[last] - tail.x[0];
  const dy = head.y[last] - tail.y[0];
  return {
    tMs: Float64Array.from([...head.tMs, ...tail.tMs.map((t) => t + dt)]),
    x: Float32Array.from([...head.x, ...tail.x.map((x) => x + dx)]),
    y: Float32Array.from([...head.y, ...tail.y.map((y) => y + dy)]),
  };
}

export const copyTrack = ({ tMs, x, y }: TrackColumns): TrackColumns => ({
  tMs: tMs.slice(),
  x: x.slice(),
  y: y.slice(),
});

function pieceOf({ tMs, x, y }: TrackColumns, from: number, to: number): TrackColumns {
  return { tMs: tMs.slice(from, to), x: x.slice(from, to), y: y.slice(from, to) };
}
