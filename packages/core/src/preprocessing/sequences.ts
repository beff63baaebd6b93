import type { EventColumns } from "../trace.js";

/**
 * The first differences of one user's events in columns, cut into sequences: stretches without a long gap.
 * All columns have one length, the number of differences.
 */
export interface Sequences {
  /** Pixels moved since the event before. */
  readonly dxPx: Float32Array;
  readonly dyPx: Float32Array;
  /** Seconds since the event before, after the rules of {@link takeDifferences}; greater than zero. */
  readonly dtS: Float32Array;
  /** 1 where a button is held during the difference (its later event is a press or a drag), otherwise 0. */
  readonly held: Uint8Array;
  /** Index of the trace that the difference's later event is from. */
  readonly session: Int32Array;
  /** Index of that event in its trace. */
  readonly event: Int32Array;
  /** What the differences were taken of. */
  readonly traces: readonly EventColumns[];
  /** Index of each sequence's first difference, ascending; a sequence ends where the next one starts. */
  readonly starts: Int32Array;
}
