import type { TrackGenerator } from "./generator.js";

/** A minimum-jerk movement, or two of them after one another, with noise: what a careful script does. */
export const minimumJerk: TrackGenerator = {
  name: "minimum-jerk",
  meaning: "minimum-jerk movement with noise, sometimes past the target and back",
  source: "Flash and Hogan 1985",
  generate({ random, targetX, targetY, record }) {
    const durationMs = 250 * 12 ** random.uniform();
    const noise = 2 * random.uniform();
    const correlation = random.uniform();
    const overshoot = random.uniform() < 0.4 ? 1 + 0.15 * random.uniform() : 1;
    const primary = overshoot > 1 ? 0.6 + 0.25 * random.uniform() : 1;
    const settles = random.uniform() < 0.3 ? 0.2 + 0.4 * random.uniform() : 0;
    let nx = 0;
    let ny = 0;
    const rise = (u: number) => u * u * u * (10 - 15 * u + 6 * u * u);
    return record(durationMs * (1 + settles), (ms) => {
      const u = Math.min(1, ms / durationMs);
      const share =
        u < primary
          ? overshoot * rise(u / primary)
          : overshoot + (1 - overshoot) * (primary < 1 ? rise((u - primary) / (1 - primary)) : 1);
      nx = correlation * nx + noise * random.normal();
      ny = correlation * ny + noise * random.normal();
      return [share * targetX + nx, share * targetY + ny];
    });
  },
};
