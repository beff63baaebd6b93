import { acceleration } from "./acceleration.js";
import { angles } from "./angles.js";
import { complexity } from "./complexity.js";
import type { Feature, FeatureGroup } from "./feature.js";
import { geometry } from "./geometry.js";
import { grid } from "./grid.js";
import { paceAndJitter } from "./pace-and-jitter.js";
import { pauses } from "./pauses.js";
import { roughness } from "./roughness.js";
import { subMovements } from "./sub-movements.js";
import { timing } from "./timing.js";
import { velocity } from "./velocity.js";

/** Every group of features. A new one is a file beside this one and a word in this list. */
export const FEATURE_GROUPS: readonly FeatureGroup[] = [
  geometry,
  angles,
  velocity,
  acceleration,
  pauses,
  subMovements,
  timing,
  grid,
  paceAndJitter,
  complexity,
  roughness,
];

/** Every feature, in the order of the groups. */
export const FEATURES: readonly Feature[] = FEATURE_GROUPS.flatMap(({ features }) => features);
