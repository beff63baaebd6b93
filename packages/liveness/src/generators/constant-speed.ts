import type { TrackGenerator } from "./generator.js";

/** A straight line at one speed; half of them stray from it by whole pixels that hold for a while. */
export const constantSpeed: TrackGenerator = {
  name: "constant-speed",
  meaning: "straight at constant speed, or with a sideways offset that changes now and then",
  source: "the simplest script; such tracks are in the slider data",
  generate({ random, targetX, targetY, record }) {
    const distance = Math.hypot(targetX, targetY);
    const durationMs = distance / (0.02 * 100 ** random.uniform());
    const strays = random.uniform() < 0.5;
    const changeRate = 0.05 + 0.3 * random.uniform();
    const size = 1 + 4 * random.uniform();
    let offset = 0;
    return record(durationMs, (ms) => {
      if (strays && random.uniform() < changeRate) offset = size * random.normal();
      const share = ms / durationMs;
      return [
        share * targetX - (offset * targetY) / distance,
        share * targetY + (offset * targetX) / distance,
      ];
    });
  },
};
