import type { FeatureGroup } from "./feature.js";

/** A peak counts where speed falls by this share of the largest speed on both sides of it. */
const PROMINENCE = 0.1;

/** The pieces that a movement is made of: rises and falls of the smoothed speed. */
export const subMovements: FeatureGroup = {
  name: "sub-movements",
  needsProfile: true,
  features: [
    {
      name: "subMovements",
      unit: "1",
      meaning: "number of peaks of the smoothed speed",
      source: "Meyer et al. 1988, stochastic optimised sub-movements",
    },
    {
      name: "firstSubMovement",
      unit: "1",
      meaning: "share of the path done by the end of the first sub-movement",
      source: "Meyer et al. 1988, primary sub-movement",
    },
    {
      name: "subMovementDecay",
      unit: "1",
      meaning: "last peak's speed over the largest; corrections are slower than the first throw",
      source: "Meyer et al. 1988",
    },
    {
      name: "valleyDepth",
      unit: "1",
      meaning: "mean speed of the valleys between peaks over the largest speed; NaN with one peak",
      source: "our own",
    },
  ],
  create: () => (_track, profile, out, at) => {
    if (!profile.known) {
      out.fill(Number.NaN, at, at + 4);
      return;
    }
    const { smooth } = profile;
    const n = smooth.length;
    let largest = 0;
    for (let k = 0; k < n; k++) if ((smooth[k] as number) > largest) largest = smooth[k] as number;
    const fall = PROMINENCE * largest;
    let peaks = 0;
    let valleys = 0;
    let valleySum = 0;
    let path = 0;
    let first = Number.NaN;
    let rising = true;
    let high = 0;
    let low = 0;
    let pathAtLow = 0;
    let lastPeak = 0;
    for (let k = 0; k < n; k++) {
      const now = smooth[k] as number;
      path += now;
      if (rising) {
        if (now > high) high = now;
        if (now < high - fall) {
          peaks++;
          lastPeak = high;
          rising = false;
          low = now;
          pathAtLow = path;
        }
      } else {
        if (now < low) {
          low = now;
          pathAtLow = path;
        }
        if (now > low + fall) {
          valleys++;
          valleySum += low;
          if (valleys === 1) first = pathAtLow;
          rising = true;
          high = now;
        }
      }
    }
    if (rising) {
      peaks++;
      lastPeak = high;
    }
    out[at] = peaks;
    out[at + 1] = valleys > 0 ? first / path : 1;
    out[at + 2] = lastPeak / largest;
    out[at + 3] = valleys > 0 ? valleySum / valleys / largest : Number.NaN;
  },
};
