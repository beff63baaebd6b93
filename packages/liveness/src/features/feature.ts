import type { CleanTrack } from "./clean-track.js";
import type { Profile } from "./profile.js";

/** What one feature is. */
export interface Feature {
  /** The name in models, tables and reasons. */
  readonly name: string;
  /** `1` for a ratio; otherwise the unit. */
  readonly unit: "1" | "ms" | "px" | "px/ms" | "rad" | "nat";
  /** What it tells, and what its ends mean. */
  readonly meaning: string;
  /** Where it is taken from, or the formula where it is our own. */
  readonly source: string;
}

/**
 * Features that are computed together, in one or two passes over a track. A group writes one number for each of its
 * features, NaN where the track does not have it: the trees send that on a way they have learnt.
 */
export interface FeatureGroup {
  readonly name: string;
  readonly features: readonly Feature[];
  /** Whether it reads the profile, which is then made first. */
  readonly needsProfile?: boolean;
  /** Makes the group's scratch memory once, and returns what fills `out` from `at` on, allocating nothing. */
  readonly create: () => (track: CleanTrack, profile: Profile, out: Float32Array, at: number) => void;
}
