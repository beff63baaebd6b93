/** How a probe may lie over a stored path: what the index suggests, and what fitting leaves. */
export interface Alignment {
  /** `MIRROR_X` and `MIRROR_Y` of `keys.ts`, or 0. */
  mirror: number;
  /** The stored path's time is this times the probe's … */
  timeScale: number;
  /** … and this many ms more. */
  timeShiftMs: number;
  /** The probe, mirrored, is to be moved by this to lie over the stored path. */
  shiftX: number;
  shiftY: number;
  /** The probe's points that agree: from, and to (exclusive). */
  from: number;
  to: number;
  /** Root mean square of the distances of these points. */
  distancePx: number;
}
