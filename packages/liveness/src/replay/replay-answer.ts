/** What a check says. */

/** What was done to a stored track to make the probe of it. */
export type ReplayChange =
  /** Nothing: every point in its place at its time. */
  | "exact"
  | "points-moved"
  | "shifted"
  | "time-scaled"
  | "resampled"
  /** The probe is a piece of the stored track. */
  | "cut"
  | "mirrored"
  /** A piece of the probe is a piece of the stored track; the rest is from elsewhere. */
  | "spliced";

/** A stored track that the probe, or a piece of it, is a copy of. */
export interface ReplaySource {
  /** The stored track's number, as adding it told. */
  readonly track: number;
  readonly subject: string;
  readonly name: string;
  readonly changes: readonly ReplayChange[];
  /** Root mean square distance of the points that agree from the stored path, when laid over it, in pixels. */
  readonly distancePx: number;
  /** The share of the probe's points that agree; the first of them and the one after the last. */
  readonly share: number;
  readonly from: number;
  readonly to: number;
  /** The pieces of straight, uniform movement that agree: the more, the less likely is chance. */
  readonly knots: number;
  /** From the stored track to the probe. */
  readonly shiftPx: { readonly x: number; readonly y: number };
  /** The probe takes this times as long. */
  readonly timeScale: number;
  readonly mirrored: "no" | "x" | "y" | "both";
  /** Of the points that agree, the share that lies off the stored path by more than rounding explains. */
  readonly movedShare: number;
}

export interface ReplayAnswer {
  /**
   * `too-plain`: so straight and uniform that people's own movements are as alike, so nothing can be said.
   */
  readonly outcome: "replay" | "no-replay" | "too-plain";
  /** The probe's pieces of straight, uniform movement. */
  readonly knots: number;
  /** Of a replay, what it was made of: the best first, and no two for the same points. */
  readonly sources: readonly ReplaySource[];
}
