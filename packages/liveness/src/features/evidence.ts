import type { TrackColumns } from "../track.js";
import { createTrackCleaner } from "./clean-track.js";

/**
 * What a track must have for anything to be told from it: points that are left when it is clean, and pixels of way. Below
 * that a decision says so instead, and training leaves the track out: in the slider data only people's recordings broke
 * off so early, which must not make a short track a person's.
 */
export const LEAST_EVIDENCE = { points: 4, pathPx: 12 } as const;

/** A check of tracks for {@link LEAST_EVIDENCE}, with memory of its own. */
export function createEvidence(): (track: TrackColumns) => boolean {
  const cleaner = createTrackCleaner();
  return (track) => {
    const { count, pathPx } = cleaner.clean(track);
    return count >= LEAST_EVIDENCE.points && pathPx >= LEAST_EVIDENCE.pathPx;
  };
}
