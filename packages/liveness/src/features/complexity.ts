import type { FeatureGroup } from "./feature.js";
import { sampleEntropy } from "./sample-entropy.js";

/** How hard the track is to foretell from itself. */
export const complexity: FeatureGroup = {
  name: "complexity",
  needsProfile: true,
  features: [
    {
      name: "speedEntropy",
      unit: "nat",
      meaning: "sample entropy of the speed profile (m = 2, r = 0.2 standard deviations); low is regular",
      source: "Richman and Moorman 2000",
    },
    {
      name: "lateralEntropy",
      unit: "nat",
      meaning: "sample entropy of the distance from the straight line (m = 2, r = 0.2); NaN on the line",
      source: "Richman and Moorman 2000",
    },
  ],
  create: () => (_track, profile, out, at) => {
    if (!profile.known) {
      out.fill(Number.NaN, at, at + 2);
      return;
    }
    out[at] = sampleEntropy(profile.speed, 0.2);
    out[at + 1] = sampleEntropy(profile.lateral, 0.2);
  },
};
