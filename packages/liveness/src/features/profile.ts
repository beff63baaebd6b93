import type { CleanTrack } from "./clean-track.js";

/** Moments at which a track is looked at again, evenly apart over its moving time. */
export const PROFILE_POINTS = 49;

/**
 * A track resampled evenly in time, so that what is read of it does not depend on how often the recorder wrote. Rests
 * are cut to the longest step (see `clean-track.ts`). All values are free of units: lengths are in shares of the path,
 * times in shares of the moving time, so speeds have mean 1.
 */
export interface Profile {
  /** False where the track is too short to have one: the rest is then not to be read. */
  known: boolean;
  /** Between neighbouring moments: PROFILE_POINTS − 1 of them. */
  readonly speed: Float64Array;
  /** Speed after a binomial filter (1 4 6 4 1)/16, which takes out the steps of the pixel grid. */
  readonly smooth: Float64Array;
  /** Distance from the chord's line, in shares of the path, signed. PROFILE_POINTS of them. */
  readonly lateral: Float64Array;
}

export function createProfile(): Profile {
  return {
    known: false,
    speed: new Float64Array(PROFILE_POINTS - 1),
    smooth: new Float64Array(PROFILE_POINTS - 1),
    lateral: new Float64Array(PROFILE_POINTS),
  };
}

/** Fewest points of which a profile is made. */
const FEWEST_POINTS = 4;

/** Fills the profile from a track, by linear interpolation between its points. */
export function fillProfile(track: CleanTrack, profile: Profile): void {
  const { count, x, y, length, activeMs, movingMs, pathPx, chordX, chordY } = track;
  profile.known = count >= FEWEST_POINTS && movingMs > 0;
  if (!profile.known) return;
  const { speed, smooth, lateral } = profile;
  const intervals = PROFILE_POINTS - 1;
  const everyMs = movingMs / intervals;
  let step = 0;
  let stepStartMs = 0;
  let before = 0;
  let travelled = 0;
  for (let k = 0; k < PROFILE_POINTS; k++) {
    const atMs = k === intervals ? movingMs : k * everyMs;
    while (step < count - 2 && stepStartMs + (activeMs[step] as number) < atMs) {
      stepStartMs += activeMs[step] as number;
      travelled += length[step] as number;
      step++;
    }
    let share = (atMs - stepStartMs) / (activeMs[step] as number);
    if (share > 1) share = 1;
    const px = (x[step] as number) + share * ((x[step + 1] as number) - (x[step] as number));
    const py = (y[step] as number) + share * ((y[step + 1] as number) - (y[step] as number));
    const path = travelled + share * (length[step] as number);
    lateral[k] = (px * chordY - py * chordX) / pathPx;
    if (k > 0) speed[k - 1] = ((path - before) / pathPx) * intervals;
    before = path;
  }
  const last = intervals - 1;
  for (let k = 0; k <= last; k++) {
    const far = (speed[k < 2 ? 0 : k - 2] as number) + (speed[k > last - 2 ? last : k + 2] as number);
    const near = (speed[k < 1 ? 0 : k - 1] as number) + (speed[k > last - 1 ? last : k + 1] as number);
    smooth[k] = (far + 4 * near + 6 * (speed[k] as number)) / 16;
  }
}
