import { LivenessError } from "../liveness-error.js";
import type { TrackColumns } from "../track.js";
import { type CleanTrack, createTrackCleaner } from "./clean-track.js";
import type { Feature } from "./feature.js";
import { createProfile, fillProfile } from "./profile.js";
import { FEATURE_GROUPS, FEATURES } from "./registry.js";

/**
 * What a track must have for anything to be told from it: points that are left when it is clean, and pixels of way. Below
 * that a decision says so instead, and training leaves the track out: in the slider data only people's recordings broke
 * off so early, which must not make a short track a person's.
 */
export const LEAST_EVIDENCE = { points: 4, pathPx: 12 } as const;

export interface FeatureExtractor {
  /** What is computed, in the order of the values. */
  readonly features: readonly Feature[];
  /**
   * Writes the track's features into `out` from `at` on: NaN where the track does not have one. Allocates nothing but
   * for a track that is longer than any before it.
   *
   * @returns whether the track has {@link LEAST_EVIDENCE}
   */
  extract(track: TrackColumns, out: Float32Array, at?: number): boolean;
}

/**
 * An extractor of the features of these names, all of them by default. Only the groups that have one of them are
 * computed. Throws a LivenessError `bad-input` for a name that is none.
 */
export function createFeatureExtractor(
  names: readonly string[] = FEATURES.map(({ name }) => name),
): FeatureExtractor {
  const chosen = names.map((name) => {
    const feature = FEATURES.find((candidate) => candidate.name === name);
    if (feature === undefined) throw new LivenessError("bad-input", `No feature is called "${name}"`);
    return feature;
  });
  const groups = FEATURE_GROUPS.filter(({ features }) =>
    features.some((feature) => chosen.includes(feature)),
  );
  const computed = groups.flatMap(({ features }) => features);
  const places = Int32Array.from(chosen, (feature) => computed.indexOf(feature));
  const needsProfile = groups.some((group) => group.needsProfile === true);
  let at = 0;
  const fills = groups.map((group) => {
    const fill = group.create();
    const start = at;
    at += group.features.length;
    return { fill, start };
  });
  const values = new Float32Array(computed.length);
  const cleaner = createTrackCleaner();
  const profile = createProfile();

  function compute(clean: CleanTrack): void {
    if (needsProfile) fillProfile(clean, profile);
    for (let g = 0; g < fills.length; g++) {
      const { fill, start } = fills[g] as (typeof fills)[number];
      fill(clean, profile, values, start);
    }
  }

  return {
    features: chosen,
    extract(track, out, to = 0) {
      const clean = cleaner.clean(track);
      compute(clean);
      for (let i = 0; i < places.length; i++) out[to + i] = values[places[i] as number] as number;
      return clean.count >= LEAST_EVIDENCE.points && clean.pathPx >= LEAST_EVIDENCE.pathPx;
    },
  };
}
