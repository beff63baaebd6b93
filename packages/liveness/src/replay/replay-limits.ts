/**
 * When two tracks are one. What agrees is weighed by the pieces of movement it is made of, told apart by more than how far
 * off the two are: what agrees closely needs little movement to be a copy, what agrees roughly needs much. Chosen on every
 * other recorded track of each data set, against made-up ones and everybody else's; docs/replay.md has the figures.
 */
export const REPLAY_LIMITS = {
  /** A probe of fewer pieces, told apart by {@link finestPx}, is too plain to tell. */
  piecesToAsk: 5,
  /** A track of fewer is not stored: too little could be told by it. */
  piecesToStore: 7,
  /** So much of the stored path agrees where a whole probe is a copy. */
  piecesOfWhole: 6,
  /** Where a part of the probe agrees, there are more to choose from, and chance makes more alike: so many at least … */
  piecesOfPart: 7,
  /** … among so many stored tracks, and one more for each time that four times as many are stored. */
  tracksOfPart: 10_000,
  /** Pieces are told apart where they are this far off, in pixels … */
  finestPx: 2,
  /** … or so many times as far as the two tracks are off, if that is more. */
  timesDistance: 2,
  /** A copy is never farther off than this, as root mean square in pixels: of the whole probe, of a part. */
  distanceOfWholePx: 4.5,
  distanceOfPartPx: 2.5,
  /** A whole is this share of the probe's points or more. */
  whole: 0.9,
  /** A track of so many pieces, told apart by so much, is found even when all of its points are moved by 3 px. */
  piecesOfRich: 8,
  coarsePx: 4,
} as const;

/** How many pieces a part that agrees is made of, if it is a copy's and no chance among so many stored tracks. */
export function piecesOfPartAmong(tracks: number): number {
  const times = Math.log2(Math.max(1, tracks / REPLAY_LIMITS.tracksOfPart)) / 2;
  return REPLAY_LIMITS.piecesOfPart + Math.round(times);
}

/**
 * How far off movement must be to count as another piece, where two tracks are `distancePx` off: point by point, or in
 * means of points where these were taken at the times of the stored track's.
 */
export function piecesToleranceOf(distancePx: number): number {
  return Math.max(REPLAY_LIMITS.finestPx, REPLAY_LIMITS.timesDistance * distancePx);
}
