/** From a candidate to a verdict: lays the probe over the stored path, and names what was done to it. */
import { type Aligner, createAligner, type FarPx } from "./align-paths.js";
import type { Alignment } from "./alignment.js";
import type { Candidate } from "./candidates.js";
import { createWayTimes } from "./descriptors.js";
import { MIRROR_X, MIRROR_Y } from "./keys.js";
import { countKnots } from "./knots.js";
import type { Path } from "./path.js";
import type { ReplayChange, ReplaySource } from "./replay-answer.js";
import { piecesToleranceOf, REPLAY_LIMITS } from "./replay-limits.js";

/** A source but for what the store knows of the track. */
export type Comparison = Omit<ReplaySource, "track" | "subject" | "name">;

export interface Comparer {
  /**
   * @param piecesOfPart where only a part of the probe agrees, it has so many pieces or more
   * @returns `undefined` where the probe is no copy of the stored path
   */
  compare(probe: Path, stored: Path, candidate: Candidate, piecesOfPart: number): Comparison | undefined;
  /** Whether no point of a candidate's window is farther off than a copy's. Of the stored path the points up to there do. */
  windowsAgree(probe: Path, stored: Path, candidate: Candidate): boolean;
}

/** Further off than rounding to a pixel explains; the more so between points. */
const MOVED_PX = 0.75;
const MOVED_BETWEEN_PX = 1.5;
/** A time is a stored point's where it is this near, in ms: rounding, twice. */
const SAME_TIME_MS = 1.01;
/** The share of points at recorded times from which on the probe was not sampled anew. */
const ON_TIME = 0.8;
const SHIFTED_PX = 1;
/** Time is scaled where the ends of the track are this far off, in ms. */
const SCALED_MS = 8;
/**
 * What is supposed is exact of a window, whose points match points; of a whole that was sampled anew it is a guess. Fitted,
 * a copy whose points were all moved by 3 px both ways is 4.2 px off, and of a whole some may be from elsewhere.
 */
const FAR_OF_WINDOW: FarPx = { supposed: 6, fitted: 5 };
const FAR_OF_WHOLE: FarPx = { supposed: 60, fitted: 15 };
/** Along either axis, from one of a window's points to another: both may be moved by 3 px, and rounded. */
const FAR_OF_POINT_PX = 7;

export function createComparer(): Comparer {
  const aligner: Aligner = createAligner();
  const wayTimes = createWayTimes();
  const alignment: Alignment = {
    mirror: 0,
    timeScale: 1,
    timeShiftMs: 0,
    shiftX: 0,
    shiftY: 0,
    from: 0,
    to: 0,
    distancePx: 0,
  };

  /** @returns how far off a copy may be when its times are as supposed */
  function suppose(probe: Path, stored: Path, { mirror, probeStart, storedStart, points }: Candidate): FarPx {
    alignment.mirror = mirror;
    alignment.timeShiftMs = 0;
    alignment.from = 0;
    alignment.to = probe.count;
    if (probeStart >= 0) {
      const last = points - 1;
      alignment.from = probeStart;
      alignment.to = probeStart + points;
      alignment.timeScale =
        (stored.t[storedStart + last] - stored.t[storedStart]) /
        (probe.t[probeStart + last] - probe.t[probeStart]);
      alignment.timeShiftMs = stored.t[storedStart] - alignment.timeScale * probe.t[probeStart];
      return FAR_OF_WINDOW;
    }
    if (stored.count === probe.count) {
      alignment.timeScale = stored.t[stored.count - 1] / probe.t[probe.count - 1];
      return FAR_OF_WHOLE;
    }
    const [storedFirst, storedLast] = wayTimes(stored);
    const [probeFirst, probeLast] = wayTimes(probe);
    alignment.timeScale = (storedLast - storedFirst) / (probeLast - probeFirst);
    alignment.timeShiftMs = storedFirst - alignment.timeScale * probeFirst;
    return FAR_OF_WHOLE;
  }

  return {
    windowsAgree,
    compare(probe, stored, candidate, piecesOfPart) {
      const far = suppose(probe, stored, candidate);
      // Points at the very times of stored ones tell the times better than places do that were moved about.
      const timed = aligner.shareOnTime(probe, stored, alignment, SAME_TIME_MS) >= ON_TIME;
      const told =
        timed && aligner.align(probe, stored, alignment, far, false)
          ? judge(probe, stored, piecesOfPart)
          : undefined;
      if (told !== undefined) return told;
      // A device's even rate looks the same wherever it is begun.
      if (timed) suppose(probe, stored, candidate);
      return aligner.align(probe, stored, alignment, far, true)
        ? judge(probe, stored, piecesOfPart)
        : undefined;
    },
  };

  /** What the alignment says, if it is a copy's. */
  function judge(probe: Path, stored: Path, piecesOfPart: number): Comparison | undefined {
    const { from, to, distancePx, timeScale, mirror } = alignment;
    const share = (to - from) / probe.count;
    const whole = share >= REPLAY_LIMITS.whole;
    const limits = whole
      ? { distance: REPLAY_LIMITS.distanceOfWholePx, pieces: REPLAY_LIMITS.piecesOfWhole }
      : { distance: REPLAY_LIMITS.distanceOfPartPx, pieces: piecesOfPart };
    if (distancePx > limits.distance) return undefined;
    const storedFrom = timeScale * probe.t[from] + alignment.timeShiftMs;
    const storedTo = timeScale * probe.t[to - 1] + alignment.timeShiftMs;
    const onTime = aligner.shareOnTime(probe, stored, alignment, SAME_TIME_MS);
    // Moved about at the times at which they were recorded, points leave the means where they were.
    const apart = whole && onTime >= ON_TIME ? aligner.distanceOfMeans(alignment) : distancePx;
    // Of the stored path, for moving a probe's points about must not make more of it.
    const knots = countBetween(stored, storedFrom, storedTo, piecesToleranceOf(apart));
    if (knots < limits.pieces) return undefined;

    const resampled = onTime < 0.5;
    const movedShare = aligner.shareBeyond(alignment, resampled ? MOVED_BETWEEN_PX : MOVED_PX);
    const shiftX = probe.originX + -alignment.shiftX * (mirror & MIRROR_X ? -1 : 1) - stored.originX;
    const shiftY = probe.originY + -alignment.shiftY * (mirror & MIRROR_Y ? -1 : 1) - stored.originY;
    const storedEnd = stored.t[stored.count - 1];
    const changes: ReplayChange[] = [];
    if (mirror !== 0) changes.push("mirrored");
    if (!whole) changes.push("spliced");
    else if (storedTo - storedFrom < REPLAY_LIMITS.whole * storedEnd) changes.push("cut");
    if (Math.abs(timeScale - 1) * (probe.t[to - 1] - probe.t[from]) > SCALED_MS) changes.push("time-scaled");
    if (resampled) changes.push("resampled");
    if (movedShare > 0.02) changes.push("points-moved");
    if (mirror === 0 && Math.hypot(shiftX, shiftY) >= SHIFTED_PX) changes.push("shifted");
    return {
      changes: changes.length === 0 ? ["exact"] : changes,
      distancePx,
      share,
      from,
      to,
      knots,
      shiftPx: { x: shiftX, y: shiftY },
      timeScale: 1 / timeScale,
      mirrored: (["no", "x", "y", "both"] as const)[mirror],
      movedShare,
    };
  }
}

function windowsAgree(
  probe: Path,
  stored: Path,
  { mirror, probeStart, storedStart, points }: Candidate,
): boolean {
  const signX = mirror & MIRROR_X ? -1 : 1;
  const signY = mirror & MIRROR_Y ? -1 : 1;
  for (let i = 1; i < points; i++) {
    const p = probeStart + i;
    const s = storedStart + i;
    const dx = signX * (probe.x[p] - probe.x[probeStart]) - (stored.x[s] - stored.x[storedStart]);
    const dy = signY * (probe.y[p] - probe.y[probeStart]) - (stored.y[s] - stored.y[storedStart]);
    if (Math.abs(dx) > FAR_OF_POINT_PX || Math.abs(dy) > FAR_OF_POINT_PX) return false;
  }
  return true;
}

/** The pieces of what is between two times, in ms. */
function countBetween(path: Path, fromMs: number, toMs: number, tolerancePx: number): number {
  let from = 0;
  while (from < path.count - 1 && path.t[from] < fromMs - SAME_TIME_MS) from++;
  let to = path.count;
  while (to > from && path.t[to - 1] > toMs + SAME_TIME_MS) to--;
  return countKnots(path, from, to, tolerancePx);
}
