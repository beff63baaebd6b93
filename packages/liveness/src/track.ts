/**
 * A track: one movement of the pointer, from where it started to its target, as three columns of one length. It is what
 * liveness looks at: whether a person made it, and whether it was stored before.
 */
export interface TrackColumns {
  /** Milliseconds, of whatever clock: only differences mean something. As recorded, so it may repeat or go backwards. */
  readonly tMs: Float64Array;
  /** Pixels, as recorded. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export interface Track extends TrackColumns {
  /** What the track is called: a line's number, a file's name, a session and the movement's number in it. */
  readonly id: string;
  /**
   * Where it comes from: a data set's folder, a generator's name, a subject. Tracks of one family share how they were
   * made, so families are what is left out to learn how a detector fares on machines that it never saw.
   */
  readonly family: string;
  /** Whether a person made it; `undefined` where nobody says. */
  readonly human: boolean | undefined;
}

/** No point at all. */
export const NO_POINTS: TrackColumns = {
  tMs: new Float64Array(0),
  x: new Float32Array(0),
  y: new Float32Array(0),
};
