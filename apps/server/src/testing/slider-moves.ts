/** Ways to drag a slider's handle: as people did, and as bots do. Places are px from where it is pressed. */
import { createRandom } from "@wristprint/core";
import { createTrackMaker, type TrackColumns } from "@wristprint/liveness";
import type { PlayedEvent } from "./play-trace.js";

/** Fewer events, and less way, are no drag of a slider. */
const FEWEST_EVENTS = 24;
const SHORTEST_PX = 150;
/** Farther off the page's middle part is no place on it. */
const FARTHEST_PX = 800;

/** What somebody dragged in a recorded session, longest first. */
export function recordedDrags(events: readonly PlayedEvent[]): TrackColumns[] {
  const drags: PlayedEvent[][] = [];
  let drag: PlayedEvent[] | undefined;
  for (const event of events) {
    if (event.state === "press") drag = event.button === "left" ? [] : undefined;
    drag?.push(event);
    if (event.state === "release" && drag) {
      drags.push(drag);
      drag = undefined;
    }
  }
  return drags
    .map(fromFirst)
    .filter(isDrag)
    .sort((a, b) => b.x.length - a.x.length);
}

/** Generated people's movements, where nobody's recordings are at hand. */
export function generatedDrags(seed: string, count: number): TrackColumns[] {
  const make = createTrackMaker(createRandom(seed));
  const drags: TrackColumns[] = [];
  while (drags.length < count) {
    const { tMs, x, y } = make();
    const drag = { tMs, x: x.map((px) => px - x[0]), y: y.map((px) => px - y[0]) };
    if (isDrag(drag)) drags.push(drag);
  }
  return drags;
}

function fromFirst(events: readonly PlayedEvent[]): TrackColumns {
  const [{ tMs, x, y }] = events as [PlayedEvent, ...PlayedEvent[]]; // A drag has its press and its release.
  return {
    tMs: Float64Array.from(events, (event) => event.tMs - tMs),
    x: Float32Array.from(events, (event) => event.x - x),
    y: Float32Array.from(events, (event) => event.y - y),
  };
}

function isDrag({ x, y }: TrackColumns): boolean {
  const within = [...x, ...y].every((px) => Math.abs(px) <= FARTHEST_PX);
  const way = Math.hypot(x[x.length - 1], y[y.length - 1]);
  return x.length >= FEWEST_EVENTS && way >= SHORTEST_PX && within;
}

/** As browser drivers do it: the same step after the same time. */
export function constantSpeed(distancePx: number, steps: number, everyMs: number): TrackColumns {
  const along = (of: (share: number) => number) =>
    Float32Array.from({ length: steps + 1 }, (_, i) => of(i / steps));
  return {
    tMs: Float64Array.from({ length: steps + 1 }, (_, i) => i * everyMs),
    x: along((share) => Math.round(distancePx * share)),
    y: along(() => 0),
  };
}

/** As bots do it that want to look like a hand: a cubic Bézier curve, eased in and out. */
export function bezierCurve(
  distancePx: number,
  steps: number,
  everyMs: number,
  bendPx: number,
): TrackColumns {
  const cubic = (share: number, a: number, b: number, c: number, d: number) => {
    const eased = share * share * (3 - 2 * share);
    const rest = 1 - eased;
    return Math.round(rest ** 3 * a + 3 * rest ** 2 * eased * b + 3 * rest * eased ** 2 * c + eased ** 3 * d);
  };
  const along = (b: number, c: number, d: number) =>
    Float32Array.from({ length: steps + 1 }, (_, i) => cubic(i / steps, 0, b, c, d));
  return {
    tMs: Float64Array.from({ length: steps + 1 }, (_, i) => i * everyMs),
    x: along(0.3 * distancePx, 0.8 * distancePx, distancePx),
    y: along(bendPx, -0.7 * bendPx, 0),
  };
}

/** Somebody's drag again, as a bot that was told to hide it: elsewhere, and some points a pixel off. */
export function replayed({ tMs, x, y }: TrackColumns): TrackColumns {
  const off = (px: number, i: number) => px + (i % 7 === 3 ? 1 : 0);
  return { tMs, x: x.map(off), y: y.map(off) };
}
