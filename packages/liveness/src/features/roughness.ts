import type { FeatureGroup } from "./feature.js";
import { PROFILE_POINTS } from "./profile.js";

/** How rough the profile is, from neighbours alone: a small part of what the entropies of `complexity.ts` take. */
export const roughness: FeatureGroup = {
  name: "roughness",
  needsProfile: true,
  features: [
    {
      name: "orderEntropy",
      unit: "nat",
      meaning: "entropy of the six orders of three neighbouring speeds of the profile",
      source: "Bandt and Pompe 2002, permutation entropy",
    },
    {
      name: "lateralRoughness",
      unit: "1",
      meaning:
        "mean squared second difference of the distance from the straight line over its first's; 2 is noise",
      source: "von Neumann 1941, on the lateral speed",
    },
  ],
  create() {
    const orders = new Float64Array(8);
    return (_track, profile, out, at) => {
      if (!profile.known) {
        out.fill(Number.NaN, at, at + 2);
        return;
      }
      const { speed, lateral } = profile;
      const n = speed.length;
      orders.fill(0);
      for (let k = 2; k < n; k++) {
        const a = speed[k - 2] as number;
        const b = speed[k - 1] as number;
        const c = speed[k] as number;
        orders[(a < b ? 1 : 0) | (b < c ? 2 : 0) | (a < c ? 4 : 0)] += 1;
      }
      let entropy = 0;
      for (let o = 0; o < 8; o++) {
        const share = (orders[o] as number) / (n - 2);
        if (share > 0) entropy -= share * Math.log(share);
      }
      out[at] = entropy;
      let firsts = 0;
      let seconds = 0;
      let last = 0;
      for (let k = 1; k < PROFILE_POINTS; k++) {
        const change = (lateral[k] as number) - (lateral[k - 1] as number);
        firsts += change * change;
        if (k > 1) seconds += (change - last) * (change - last);
        last = change;
      }
      out[at + 1] = firsts > 1e-12 ? seconds / firsts : Number.NaN;
    };
  },
};
