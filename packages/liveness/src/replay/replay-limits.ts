/**
 * When two tracks are one. What agrees is weighed by the pieces of movement it is made of, told apart by more than how far
 * off the two are: what agrees closely needs little movement to be a copy, what agrees roughly needs much. Chosen on
 * SapiMouse and the slider competition's people, each track against everybody else's; docs/replay.md has the figures on
 * tracks that were not looked at.
 */
export const REPLAY_LIMITS = {
  /** A track of fewer pieces, told apart by {@link finestPx}, is not stored: too little could be told by it. */
  piecesToStore: 8,
  /** A probe of fewer, told apart by {@link finestPx}, is too plain to tell; and so much of a whole agrees with a copy. */
  piecesOfWhole: 6,
  /** Where a part of the probe agrees, there are more to choose from, and chance makes more alike. */
  piecesOfPart: 7,
  /** Pieces are told apart where they are this far off, in pixels … */
  finestPx: 2,
  /** … or so many times as far as the two tracks are off, if that is more. */
  timesDistance: 2.5,
  /** A copy is never farther off than this, as root mean square in pixels: of the whole probe, of a part. */
  distanceOfWholePx: 4.5,
  distanceOfPartPx: 2.5,
  /** A whole is this share of the probe's points or more. */
  whole: 0.9,
  /** A track of {@link piecesToStore} pieces told apart by this is found even when half of its points are moved by 3 px. */
  coarsePx: 4,
} as const;

/**
 * How far off movement must be to count as another piece, where two tracks are `distancePx` off: point by point, or in
 * means of points where these were taken at the times of the stored track's.
 */
export function piecesToleranceOf(distancePx: number): number {
  return Math.max(REPLAY_LIMITS.finestPx, REPLAY_LIMITS.timesDistance * distancePx);
}
