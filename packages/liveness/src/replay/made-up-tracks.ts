/**
 * Tracks as people make them, as many as wanted: for measuring a search with more tracks than anyone has recorded. A
 * movement is a chain of strokes, each of minimum jerk (Flash & Hogan 1985) and its own length, direction and duration, some
 * overlapping, some after a pause, over a slow drift of the hand; a device samples it at its own rate and tells only of
 * changes. Every number is drawn anew for every track, so that none is a copy of another.
 */
import type { Random } from "@wristprint/core";
import type { TrackColumns } from "../track.js";
import { MOST_POINTS } from "./path.js";

/** Where the numbers are drawn from: medians and spreads (as e-fold) of log-normal ones. */
interface Manner {
  readonly strokes: number;
  readonly strokesSpread: number;
  readonly lengthPx: number;
  readonly lengthSpread: number;
  readonly durationMs: number;
  readonly durationSpread: number;
  /** Of strokes, those after a pause of about so many ms. */
  readonly pauses: number;
  readonly pauseMs: number;
  /** Moves along a line, back and forth, rather than anywhere. */
  readonly alongLine: boolean;
  /** Of the hand's drift, standard deviation along the line and across it. */
  readonly driftPx: readonly [number, number];
  /** What a device tells of: multiples of these. */
  readonly gridPx: readonly [number, number];
  /** Between samples, one of these. */
  readonly everyMs: readonly number[];
  readonly jitterMs: number;
}

/** A slider's handle dragged to its place: as the people of the 2017 mouse-track competition did. */
const SLIDER: Manner = {
  strokes: 5,
  strokesSpread: 0.5,
  lengthPx: 50,
  lengthSpread: 1,
  durationMs: 220,
  durationSpread: 0.5,
  pauses: 0.45,
  pauseMs: 300,
  alongLine: true,
  driftPx: [0.5, 0.7],
  gridPx: [1, 1],
  everyMs: [8, 9, 16, 7],
  jitterMs: 2,
};

/** A pointer moved freely over a screen. */
const FREE: Manner = {
  strokes: 3.5,
  strokesSpread: 0.6,
  lengthPx: 160,
  lengthSpread: 1,
  durationMs: 280,
  durationSpread: 0.45,
  pauses: 0.25,
  pauseMs: 140,
  alongLine: false,
  driftPx: [1.5, 1.5],
  gridPx: [1, 1],
  everyMs: [8, 16, 17, 24],
  jitterMs: 1,
};

const MOST_STROKES = 24;

/** One more track, half of them a slider's, half free: called again and again, it copies no columns but those it returns. */
export function createTrackMaker(random: Random): () => TrackColumns {
  const begins = new Float64Array(MOST_STROKES);
  const lasts = new Float64Array(MOST_STROKES);
  const byX = new Float64Array(MOST_STROKES);
  const byY = new Float64Array(MOST_STROKES);
  const tMs = new Float64Array(MOST_POINTS);
  const x = new Float32Array(MOST_POINTS);
  const y = new Float32Array(MOST_POINTS);
  const logNormal = (median: number, spread: number) => median * Math.exp(spread * random.normal());

  /** @returns when the last stroke ends */
  function drawStrokes(manner: Manner, count: number): number {
    let at = 0;
    let end = 0;
    let angle = manner.alongLine ? 0 : 2 * Math.PI * random.uniform();
    for (let s = 0; s < count; s++) {
      const lasting = Math.min(3000, Math.max(60, logNormal(manner.durationMs, manner.durationSpread)));
      // The first strokes go far, later ones correct.
      const length = Math.min(900, logNormal(manner.lengthPx, manner.lengthSpread) / (1 + 0.4 * s));
      if (s > 0) {
        at =
          random.uniform() < manner.pauses
            ? end - manner.pauseMs * Math.log(1 - random.uniform())
            : Math.max(at, end - lasting * 0.6 * random.uniform());
        angle = manner.alongLine
          ? (random.uniform() < 0.35 ? Math.PI : 0) + 0.12 * random.normal()
          : angle + (random.uniform() < 0.25 ? Math.PI : 0) + 0.6 * random.normal();
      } else if (manner.alongLine) angle = 0.06 * random.normal();
      begins[s] = at;
      lasts[s] = lasting;
      byX[s] = length * Math.cos(angle);
      byY[s] = length * Math.sin(angle);
      end = Math.max(end, at + lasting);
    }
    return end;
  }

  return () => {
    const manner = random.uniform() < 0.5 ? SLIDER : FREE;
    const count = Math.min(MOST_STROKES, 1 + Math.round(logNormal(manner.strokes, manner.strokesSpread)));
    const end = drawStrokes(manner, count);
    const every = manner.everyMs[random.integer(manner.everyMs.length)] as number;
    const [gridX, gridY] = manner.gridPx;
    const startX = random.integer(1200);
    const startY = random.integer(800);
    let driftX = 0;
    let driftY = 0;
    let points = 0;
    for (
      let t = 0;
      t <= end && points < MOST_POINTS;
      t += every + manner.jitterMs * (random.uniform() - 0.5)
    ) {
      // A drift that forgets itself within about a second.
      const keep = Math.exp(-every / 1000);
      const renew = Math.sqrt(1 - keep * keep);
      driftX = keep * driftX + renew * manner.driftPx[0] * random.normal();
      driftY = keep * driftY + renew * manner.driftPx[1] * random.normal();
      let px = startX + driftX;
      let py = startY + driftY;
      for (let s = 0; s < count; s++) {
        const share = Math.min(1, (t - begins[s]) / lasts[s]);
        if (share <= 0) continue;
        const done = share * share * share * (10 - share * (15 - 6 * share));
        px += done * byX[s];
        py += done * byY[s];
      }
      px = gridX * Math.round(px / gridX);
      py = gridY * Math.round(py / gridY);
      if (points > 0 && px === x[points - 1] && py === y[points - 1]) continue;
      tMs[points] = t;
      x[points] = px;
      y[points] = py;
      points++;
    }
    return { tMs: tMs.slice(0, points), x: x.slice(0, points), y: y.slice(0, points) };
  };
}
