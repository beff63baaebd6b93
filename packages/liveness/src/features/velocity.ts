import type { FeatureGroup } from "./feature.js";

/** How speed is spread over the track, step by step and over the resampled profile. */
export const velocity: FeatureGroup = {
  name: "velocity",
  needsProfile: true,
  features: [
    {
      name: "speedVariation",
      unit: "1",
      meaning: "standard deviation of the steps' speed over its mean; 0 is constant speed",
      source: "Gamboa and Fred 2004, velocity statistics",
    },
    { name: "path", unit: "px", meaning: "length of the path", source: "Gamboa and Fred 2004" },
    {
      name: "meanSpeed",
      unit: "px/ms",
      meaning: "path over moving time",
      source: "Gamboa and Fred 2004",
    },
    {
      name: "peakSpeed",
      unit: "px/ms",
      meaning: "largest speed of a step",
      source: "Gamboa and Fred 2004",
    },
    {
      name: "firstSpeed",
      unit: "1",
      meaning: "speed of the first two steps over the largest; a hand begins slowly",
      source: "our own",
    },
    {
      name: "lastSpeed",
      unit: "1",
      meaning: "speed of the last two steps over the largest; a hand ends slowly",
      source: "our own",
    },
    {
      name: "speedMemory",
      unit: "1",
      meaning: "correlation of a step's speed with the next step's; 1 is smooth, 0 is noise",
      source: "autocorrelation at lag 1",
    },
    {
      name: "speedPeak",
      unit: "1",
      meaning: "largest over mean speed of the smoothed profile; 1.875 is minimum jerk, 1 constant speed",
      source: "Flash and Hogan 1985",
    },
    {
      name: "peakTime",
      unit: "1",
      meaning: "moment of the largest speed in shares of the moving time; below 0.5 is usual for people",
      source: "Elliott, Helsen and Chua 2001",
    },
    {
      name: "speedStart",
      unit: "1",
      meaning: "mean speed of the first fifth of the moving time over the whole's",
      source: "our own",
    },
    {
      name: "speedEnd",
      unit: "1",
      meaning: "mean speed of the last fifth of the moving time over the whole's",
      source: "our own",
    },
    {
      name: "halfwayTime",
      unit: "1",
      meaning: "moment by which half the path is done, in shares of the moving time",
      source: "our own",
    },
    {
      name: "slowShare",
      unit: "1",
      meaning: "share of the moving time below a quarter of the mean speed",
      source: "our own",
    },
    {
      name: "speedRoughness",
      unit: "1",
      meaning: "mean squared change of the profile's speed over its variance; 2 is noise, 0 smooth",
      source: "von Neumann 1941, ratio of the mean square successive difference to the variance",
    },
    {
      name: "speedSymmetry",
      unit: "1",
      meaning: "mean difference between the smoothed profile and itself backwards; 0 is symmetric",
      source: "Nagasaki 1989, asymmetry of velocity profiles",
    },
  ],
  create: () => (track, profile, out, at) => {
    const { count, speed, pathPx, movingMs } = track;
    const steps = count - 1;
    if (steps < 3 || !profile.known) {
      out.fill(Number.NaN, at, at + 15);
      return;
    }
    let sum = 0;
    let fastest = 0;
    let squares = 0;
    let products = 0;
    let last = 0;
    for (let i = 0; i < steps; i++) {
      const now = speed[i] as number;
      sum += now;
      if (now > fastest) fastest = now;
      squares += now * now;
      products += now * last;
      last = now;
    }
    const mean = sum / steps;
    const variance = Math.max(0, squares / steps - mean * mean);
    const varies = variance > 1e-9 * mean * mean;
    // Σ(a−m)(b−m) over neighbours, with the ends' shares of the sums put right.
    const covariance = products - mean * (2 * sum - (speed[0] as number) - last) + (steps - 1) * mean * mean;
    out[at] = varies ? Math.sqrt(variance) / mean : 0;
    out[at + 1] = pathPx;
    out[at + 2] = pathPx / movingMs;
    out[at + 3] = fastest;
    out[at + 4] = ((speed[0] as number) + (speed[1] as number)) / 2 / fastest;
    out[at + 5] = ((speed[steps - 1] as number) + (speed[steps - 2] as number)) / 2 / fastest;
    out[at + 6] = varies ? covariance / (variance * steps) : Number.NaN;
    const { smooth, speed: profileSpeed } = profile;
    const n = smooth.length;
    const fifth = Math.floor(n / 5);
    let peak = 0;
    let peakAt = 0;
    let start = 0;
    let end = 0;
    let path = 0;
    let half = 0;
    let slow = 0;
    let changes = 0;
    let spread = 0;
    let asymmetry = 0;
    for (let k = 0; k < n; k++) {
      const now = smooth[k] as number;
      const raw = profileSpeed[k] as number;
      if (now > peak) {
        peak = now;
        peakAt = k;
      }
      if (k < fifth) start += raw;
      if (k >= n - fifth) end += raw;
      path += raw;
      if (path < n / 2) half++;
      if (raw < 0.25) slow++;
      spread += (raw - 1) * (raw - 1);
      if (k > 0) {
        const change = raw - (profileSpeed[k - 1] as number);
        changes += change * change;
      }
      asymmetry += Math.abs(now - (smooth[n - 1 - k] as number));
    }
    out[at + 7] = peak;
    out[at + 8] = (peakAt + 0.5) / n;
    out[at + 9] = start / fifth;
    out[at + 10] = end / fifth;
    out[at + 11] = half / n;
    out[at + 12] = slow / n;
    out[at + 13] = spread > 1e-9 * n ? changes / spread : Number.NaN;
    out[at + 14] = asymmetry / n;
  },
};
