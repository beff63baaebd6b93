/**
 * The exact comparison: laid over a stored path, how far away is each point of a probe, and on which stretch do the two
 * agree? The stored path is read at the probe's times, so neither the number of points nor when they were taken matters.
 */
import type { Alignment } from "./alignment.js";
import { distanceOfMeans, shareBeyond, shareOnTime } from "./alignment-distances.js";
import { MIRROR_X, MIRROR_Y } from "./keys.js";
import { pointsOfKnots } from "./knots.js";
import { MOST_POINTS, type Path } from "./path.js";
import { REPLAY_LIMITS } from "./replay-limits.js";

export interface Aligner {
  /**
   * Fits shift and time, and finds the stretch of the probe that agrees best.
   * @param alignment mirror, time and a stretch to begin with; overwritten
   * @param far what lies farther off than this, as root mean square, is another path
   * @param fitTimes unless the times are known
   * @returns whether any stretch agrees
   */
  align(probe: Path, stored: Path, alignment: Alignment, far: FarPx, fitTimes: boolean): boolean;
  /**
   * How far off the stretch that {@link align} found last is in means of five points: moving points about, each
   * its own way, all but cancels out in these, and another person's being elsewhere does not.
   */
  distanceOfMeans(alignment: Alignment): number;
  /** Of the stretch that {@link align} found last, the share of points farther from the stored path than this. */
  shareBeyond(alignment: Alignment, px: number): number;
  /** Of that stretch, the share of points taken when a point of the stored path was, within `ms`. */
  shareOnTime(probe: Path, stored: Path, alignment: Alignment, ms: number): number;
}

/** In pixels: as supposed, and after fitting shift and time. */
export interface FarPx {
  readonly supposed: number;
  readonly fitted: number;
}

/** A point farther away than this counts against a stretch, a nearer one for it. */
const NEAR_PX = 7;
/** A stretch that agrees goes on past no more than this times that much disagreement in a row. */
const FAREST_COST = 8 * NEAR_PX * NEAR_PX;
/** Beyond the ends of the stored path, a probe's point may lie this many ms. */
const PAST_END_MS = 30;
/** Fits of what is supposed, before looking for the stretch; and of the stretch. */
const FITS = 3;
const ROUNDS = 3;
/** What is supposed is fitted to about so many points, spread evenly, for most that is supposed is wrong. */
const FITTED_POINTS = 24;
/**
 * What agrees in the first round holds so many pieces of the probe if it is a copy, told apart by what the two are off, and
 * one more in the next: fewer than in the end.
 */
const PIECES_AT_FIRST = 4;
/** As near as whole pixels can be. */
const ROUNDING_PX = 0.3;

export function createAligner(): Aligner {
  const offX = new Float64Array(MOST_POINTS);
  const offY = new Float64Array(MOST_POINTS);
  /** Slope of the stored path there, in px per ms. */
  const slopeX = new Float64Array(MOST_POINTS);
  const slopeY = new Float64Array(MOST_POINTS);
  const outside = new Uint8Array(MOST_POINTS);

  /** Where the stored path is at each of the probe's times, less where the probe is. */
  function measure(
    probe: Path,
    stored: Path,
    { mirror, timeScale, timeShiftMs }: Alignment,
    from: number,
    to: number,
    every: number,
  ): void {
    const signX = mirror & MIRROR_X ? -1 : 1;
    const signY = mirror & MIRROR_Y ? -1 : 1;
    const last = stored.count - 1;
    const end = stored.t[last];
    let j = 0;
    for (let i = from; i < to; i += every) {
      const time = timeScale * probe.t[i] + timeShiftMs;
      outside[i] = time < -PAST_END_MS || time > end + PAST_END_MS ? 1 : 0;
      while (j < last - 1 && stored.t[j + 1] <= time) j++;
      const perMs = 1 / (stored.t[j + 1] - stored.t[j]);
      const share = Math.min(1, Math.max(0, (time - stored.t[j]) * perMs));
      const dx = stored.x[j + 1] - stored.x[j];
      const dy = stored.y[j + 1] - stored.y[j];
      slopeX[i] = dx * perMs;
      slopeY[i] = dy * perMs;
      offX[i] = stored.x[j] + share * dx - signX * probe.x[i];
      offY[i] = stored.y[j] + share * dy - signY * probe.y[i];
    }
  }

  function fitShift(alignment: Alignment, every: number): void {
    let x = 0;
    let y = 0;
    let count = 0;
    for (let i = alignment.from; i < alignment.to; i += every) {
      if (outside[i]) continue;
      x += offX[i];
      y += offY[i];
      count++;
    }
    alignment.shiftX = count === 0 ? 0 : x / count;
    alignment.shiftY = count === 0 ? 0 : y / count;
  }

  /** One step of Gauss and Newton for the shift and scale of time that bring the stretch nearer. */
  function fitTime(probe: Path, alignment: Alignment, every: number): void {
    const { from, to, shiftX, shiftY } = alignment;
    const middle = (probe.t[from] + probe.t[to - 1]) / 2;
    const half = Math.max(1, (probe.t[to - 1] - probe.t[from]) / 2);
    const count = Math.ceil((to - from) / every);
    let meanX = 0;
    let meanY = 0;
    let leanX = 0;
    let leanY = 0;
    for (let i = from; i < to; i += every) {
      const lean = (probe.t[i] - middle) / half;
      meanX += slopeX[i] / count;
      meanY += slopeY[i] / count;
      leanX += (lean * slopeX[i]) / count;
      leanY += (lean * slopeY[i]) / count;
    }
    // Normal equations of two unknowns, the shift in place taken out.
    let aa = 1e-3 * count;
    let ab = 0;
    let bb = 1e-3 * count;
    let ar = 0;
    let br = 0;
    for (let i = from; i < to; i += every) {
      const lean = (probe.t[i] - middle) / half;
      const ax = slopeX[i] - meanX;
      const ay = slopeY[i] - meanY;
      const bx = lean * slopeX[i] - leanX;
      const by = lean * slopeY[i] - leanY;
      const rx = offX[i] - shiftX;
      const ry = offY[i] - shiftY;
      aa += ax * ax + ay * ay;
      ab += ax * bx + ay * by;
      bb += bx * bx + by * by;
      ar += ax * rx + ay * ry;
      br += bx * rx + by * ry;
    }
    const determinant = aa * bb - ab * ab;
    const shift = clamp(-(ar * bb - br * ab) / determinant);
    const stretch = clamp(-(br * aa - ar * ab) / determinant);
    alignment.timeScale += stretch / half;
    alignment.timeShiftMs += shift - (stretch * middle) / half;
  }

  /** @returns how far off the stretch is, its shift being fitted */
  function fit(probe: Path, stored: Path, alignment: Alignment, every: number): number {
    measure(probe, stored, alignment, alignment.from, alignment.to, every);
    fitShift(alignment, every);
    return distanceOf(alignment, every);
  }

  /** The stretch whose points are, in sum, nearest below {@link NEAR_PX}: the maximal subarray (Kadane 1977). */
  function findStretch(probe: Path, alignment: Alignment): boolean {
    const { shiftX, shiftY } = alignment;
    let best = 0;
    let sum = 0;
    let start = 0;
    alignment.to = alignment.from = 0;
    for (let i = 0; i < probe.count; i++) {
      const dx = offX[i] - shiftX;
      const dy = offY[i] - shiftY;
      const cost = outside[i] ? FAREST_COST : Math.min(FAREST_COST, dx * dx + dy * dy);
      if (sum <= 0) {
        sum = 0;
        start = i;
      }
      sum += NEAR_PX * NEAR_PX - cost;
      if (sum > best) {
        best = sum;
        alignment.from = start;
        alignment.to = i + 1;
      }
    }
    return best > 0;
  }

  function isPlain(probe: Path, { from, to, distancePx }: Alignment, pieces: number): boolean {
    const tolerancePx = Math.max(REPLAY_LIMITS.finestPx, distancePx);
    return pointsOfKnots(probe, from, to, tolerancePx, pieces) === 0;
  }

  function distanceOf({ from, to, shiftX, shiftY }: Alignment, every: number): number {
    let squares = 0;
    for (let i = from; i < to; i += every) {
      const dx = offX[i] - shiftX;
      const dy = offY[i] - shiftY;
      squares += dx * dx + dy * dy;
    }
    return Math.sqrt(squares / Math.ceil((to - from) / every));
  }

  return {
    align(probe, stored, alignment, far, fitTimes) {
      if (probe.count < 2 || stored.count < 2) return false;
      const every = Math.max(1, Math.floor((alignment.to - alignment.from) / FITTED_POINTS));
      let distance = fit(probe, stored, alignment, every);
      if (distance > far.supposed) return false;
      for (let round = 0; fitTimes && round < FITS && distance > ROUNDING_PX; round++) {
        fitTime(probe, alignment, every);
        distance = fit(probe, stored, alignment, every);
      }
      if (distance > far.fitted) return false;
      for (let round = 0; round < ROUNDS; round++) {
        // Unless the times are fitted, another shift changes nothing that is measured.
        if (round === 0 || fitTimes) measure(probe, stored, alignment, 0, probe.count, 1);
        if (!findStretch(probe, alignment)) return false;
        fitShift(alignment, 1);
        alignment.distancePx = distanceOf(alignment, 1);
        // Where it lies as well as whole pixels can, its times are right too.
        if (round === ROUNDS - 1 || alignment.distancePx <= ROUNDING_PX) break;
        if (isPlain(probe, alignment, PIECES_AT_FIRST + round)) return false;
        if (fitTimes) fitTime(probe, alignment, 1);
      }
      return true;
    },
    distanceOfMeans: (alignment) => distanceOfMeans(offX, offY, alignment),
    shareBeyond: (alignment, px) => shareBeyond(offX, offY, alignment, px),
    shareOnTime,
  };
}

/** A step of the fit moves no time by more than this many ms. */
function clamp(ms: number): number {
  return Math.max(-20, Math.min(20, ms));
}
