/** How much there is to tell a track by: of how many straight, uniform pieces it is made. */
import type { Path } from "./path.js";

/**
 * The number of pieces of straight and uniform movement that follow the points `from` to `to` (exclusive) within
 * `tolerancePx` along either axis. Each piece starts at a point and lasts while some velocity passes all its points that
 * closely: the swing filter (Elmeleegy, Elmagarmid, Cecchet, Aref, Zwaenepoel 2009). One pass, no memory.
 */
export function countKnots(path: Path, from: number, to: number, tolerancePx: number): number {
  if (to - from < 2) return 0;
  let start = from;
  for (let knots = 1; ; knots++) {
    const past = pastPiece(path, start, to, tolerancePx);
    if (past === to) return knots;
    start = past - 1;
  }
}

/** How many points from `from` on make so many pieces, two or more; 0 where all up to `to` make fewer. */
export function pointsOfKnots(
  path: Path,
  from: number,
  to: number,
  tolerancePx: number,
  knots: number,
): number {
  let start = from;
  for (let begun = 2; start < to; begun++) {
    const past = pastPiece(path, start, to, tolerancePx);
    if (past === to) return 0;
    if (begun === knots) return past + 1 - from;
    start = past - 1;
  }
  return 0;
}

/** The first point that the piece begun at `start` does not pass: of the first two points it passes both. */
function pastPiece({ t, x, y }: Path, start: number, to: number, tolerancePx: number): number {
  const fromT = t[start];
  const fromX = x[start];
  const fromY = y[start];
  let lowX = Number.NEGATIVE_INFINITY;
  let highX = Number.POSITIVE_INFINITY;
  let lowY = Number.NEGATIVE_INFINITY;
  let highY = Number.POSITIVE_INFINITY;
  for (let i = start + 1; i < to; i++) {
    const perMs = 1 / (t[i] - fromT);
    const slack = tolerancePx * perMs;
    const vx = (x[i] - fromX) * perMs;
    const vy = (y[i] - fromY) * perMs;
    lowX = Math.max(lowX, vx - slack);
    highX = Math.min(highX, vx + slack);
    lowY = Math.max(lowY, vy - slack);
    highY = Math.min(highY, vy + slack);
    if (lowX > highX || lowY > highY) return i;
  }
  return to;
}
