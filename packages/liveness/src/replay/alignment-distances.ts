/** How far a probe is from the stored path that it was laid over, on the stretch where the two agree. */
import type { Alignment } from "./alignment.js";
import type { Path } from "./path.js";

/** The points that agree, and what the probe is to be moved by. */
type Laid = Pick<Alignment, "from" | "to" | "shiftX" | "shiftY">;

/** Points that a mean is over. */
const MEAN_POINTS = 5;

/** @param offX and `offY`: where the stored path is at each of the probe's times, less where the probe is, in px */
export function distanceOfMeans(
  offX: Float64Array,
  offY: Float64Array,
  { from, to, shiftX, shiftY }: Laid,
): number {
  let squares = 0;
  let means = 0;
  let x = 0;
  let y = 0;
  for (let i = from; i < to; i++) {
    x += offX[i] - shiftX;
    y += offY[i] - shiftY;
    if (i - from < MEAN_POINTS - 1) continue;
    squares += x * x + y * y;
    means++;
    x -= offX[i - MEAN_POINTS + 1] - shiftX;
    y -= offY[i - MEAN_POINTS + 1] - shiftY;
  }
  return means === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(squares / means) / MEAN_POINTS;
}

/** The share of points farther off than this. */
export function shareBeyond(
  offX: Float64Array,
  offY: Float64Array,
  { from, to, shiftX, shiftY }: Laid,
  px: number,
): number {
  let beyond = 0;
  for (let i = from; i < to; i++) {
    if (Math.hypot(offX[i] - shiftX, offY[i] - shiftY) > px) beyond++;
  }
  return beyond / (to - from);
}

/** The share of points taken when a point of the stored path was, within `ms`. */
export function shareOnTime(
  probe: Path,
  stored: Path,
  { from, to, timeScale, timeShiftMs }: Alignment,
  ms: number,
): number {
  let onTime = 0;
  let j = 0;
  for (let i = from; i < to; i++) {
    const time = timeScale * probe.t[i] + timeShiftMs;
    while (j < stored.count - 1 && Math.abs(stored.t[j + 1] - time) <= Math.abs(stored.t[j] - time)) j++;
    if (Math.abs(stored.t[j] - time) <= Math.max(ms, ms * timeScale)) onTime++;
  }
  return onTime / (to - from);
}
