import type { Random } from "@wristprint/core";
import type { TrackColumns } from "../track.js";

/** What a generator is asked for: a track from the origin to a target. */
export interface TrackRequest {
  readonly random: Random;
  /** Pixels from the start to the target. */
  readonly targetX: number;
  readonly targetY: number;
  /** Real people's tracks, for generators that change one. May be empty for the others. */
  readonly recorded: readonly TrackColumns[];
  /**
   * Records a way as a script would make it and a recorder see it.
   *
   * @param at place in px at a moment from 0 to `durationMs`, and there last
   */
  readonly record: (durationMs: number, at: (ms: number) => readonly [x: number, y: number]) => TrackColumns;
}

/** A way in which machines move a pointer. */
export interface TrackGenerator {
  readonly name: string;
  readonly meaning: string;
  readonly source: string;
  /** Needs recorded tracks. */
  readonly needsRecorded?: boolean;
  readonly generate: (request: TrackRequest) => TrackColumns;
}
