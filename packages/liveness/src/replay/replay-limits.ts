/**
 * When two tracks are one: chosen on SapiMouse's and the slider competition's people, each track against everybody
 * else's, with the nearest honest pairs left below them. docs/replay.md has the figures on tracks that were not looked at.
 */
export const REPLAY_LIMITS = {
  /** Pieces of movement are told apart where they are off by more than this. */
  tolerancePx: 8,
  /** A track of fewer pieces is not stored: nothing could be told by it. */
  knotsToStore: 8,
  /** A probe of fewer is too plain to tell. */
  knotsToTell: 5,
  /** A whole is this share of the probe's points or more. */
  whole: 0.9,
} as const;

/** Pieces that agree, at least so many; and how far off a copy may then be, as root mean square in pixels. */
type Limit = readonly [knots: number, distancePx: number];
const OF_WHOLE: readonly Limit[] = [
  [6, 4.5],
  [5, 0.5],
];
/** There are many more pieces of tracks than tracks, so chance makes more of them alike. */
const OF_PART: readonly Limit[] = [
  [8, 2.5],
  [6, 1],
  [5, 0.5],
];

/** How far off a copy may be of which so many pieces agree: of the whole probe, or of a part of it. */
export function farthestCopyPx(knots: number, whole: boolean): number {
  const limit = (whole ? OF_WHOLE : OF_PART).find(([least]) => knots >= least);
  return limit === undefined ? Number.NEGATIVE_INFINITY : limit[1];
}
