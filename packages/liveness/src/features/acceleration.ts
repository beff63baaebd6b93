import type { FeatureGroup } from "./feature.js";

/** How speed changes, and how that changes: over the smoothed profile, so in shares of path and moving time. */
export const acceleration: FeatureGroup = {
  name: "acceleration",
  needsProfile: true,
  features: [
    {
      name: "meanAcceleration",
      unit: "1",
      meaning: "mean size of the acceleration, in mean speeds a moving time; 0 is constant speed",
      source: "Gamboa and Fred 2004, acceleration statistics",
    },
    {
      name: "accelerationVariation",
      unit: "1",
      meaning: "standard deviation of the acceleration's size over its mean; 0 is constant acceleration",
      source: "Gamboa and Fred 2004",
    },
    {
      name: "accelerationSwitches",
      unit: "1",
      meaning: "changes between speeding up and slowing down over the profile's length",
      source: "our own",
    },
    {
      name: "speedingShare",
      unit: "1",
      meaning: "share of the moving time in which speed grows",
      source: "Elliott, Helsen and Chua 2001",
    },
    {
      name: "peakBalance",
      unit: "1",
      meaning: "largest acceleration over the sum of largest acceleration and largest deceleration",
      source: "our own",
    },
    {
      name: "jerk",
      unit: "nat",
      meaning: "logarithm of the dimensionless squared jerk; minimum jerk is least",
      source: "Hogan and Sternad 2009, on the speed profile",
    },
    {
      name: "jerkOverAcceleration",
      unit: "1",
      meaning: "mean size of the jerk over mean size of the acceleration, in changes a moving time",
      source: "our own",
    },
  ],
  create: () => (_track, profile, out, at) => {
    if (!profile.known) {
      out.fill(Number.NaN, at, at + 7);
      return;
    }
    const { smooth } = profile;
    const n = smooth.length;
    let sum = 0;
    let squares = 0;
    let switches = 0;
    let lastSide = 0;
    let speeding = 0;
    let most = 0;
    let least = 0;
    let jerks = 0;
    let jerkSquares = 0;
    let last = 0;
    for (let k = 1; k < n; k++) {
      const change = ((smooth[k] as number) - (smooth[k - 1] as number)) * n;
      const size = Math.abs(change);
      sum += size;
      squares += change * change;
      if (size > 1e-6) {
        const side = change > 0 ? 1 : -1;
        if (lastSide === -side) switches++;
        lastSide = side;
      }
      if (change > 0) speeding++;
      if (change > most) most = change;
      if (change < least) least = change;
      if (k > 1) {
        const jerk = (change - last) * n;
        jerks += Math.abs(jerk);
        jerkSquares += jerk * jerk;
      }
      last = change;
    }
    const steps = n - 1;
    const mean = sum / steps;
    const moves = mean > 1e-6;
    out[at] = mean;
    out[at + 1] = moves ? Math.sqrt(Math.max(0, squares / steps - mean * mean)) / mean : Number.NaN;
    out[at + 2] = switches / steps;
    out[at + 3] = speeding / steps;
    out[at + 4] = most - least > 1e-6 ? most / (most - least) : Number.NaN;
    out[at + 5] = Math.log(jerkSquares / (n - 2) + 1e-6);
    out[at + 6] = moves ? jerks / (n - 2) / mean / n : Number.NaN;
  },
};
