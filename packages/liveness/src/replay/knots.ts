/** How much there is to tell a track by: of how many straight, uniform pieces it is made. */
import type { Path } from "./path.js";

/**
 * The number of pieces of straight and uniform movement that follow the points `from` to `to` (exclusive) within
 * `tolerancePx` along either axis. Each piece starts at a point and lasts while some velocity passes all its points that
 * closely: the swing filter (Elmeleegy, Elmagarmid, Cecchet, Aref, Zwaenepoel 2009). One pass, no memory.
 */
export function countKnots(path: Path, from: number, to: number, tolerancePx: number): number {
  if (to - from < 2) return 0;
  const { t, x, y } = path;
  let knots = 1;
  let start = from;
  let lowX = Number.NEGATIVE_INFINITY;
  let highX = Number.POSITIVE_INFINITY;
  let lowY = Number.NEGATIVE_INFINITY;
  let highY = Number.POSITIVE_INFINITY;
  for (let i = from + 1; i < to; i++) {
    const slack = tolerancePx / (t[i] - t[start]);
    const vx = (x[i] - x[start]) / (t[i] - t[start]);
    const vy = (y[i] - y[start]) / (t[i] - t[start]);
    lowX = Math.max(lowX, vx - slack);
    highX = Math.min(highX, vx + slack);
    lowY = Math.max(lowY, vy - slack);
    highY = Math.min(highY, vy + slack);
    if (lowX <= highX && lowY <= highY) continue;
    knots++;
    start = i - 1;
    const step = t[i] - t[start];
    lowX = (x[i] - x[start] - tolerancePx) / step;
    highX = (x[i] - x[start] + tolerancePx) / step;
    lowY = (y[i] - y[start] - tolerancePx) / step;
    highY = (y[i] - y[start] + tolerancePx) / step;
  }
  return knots;
}
