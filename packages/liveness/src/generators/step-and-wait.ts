import type { TrackGenerator } from "./generator.js";

/** Sets the pointer forward by random steps and waits between them, as automation with sleeps does. */
export const stepAndWait: TrackGenerator = {
  name: "step-and-wait",
  meaning: "random steps along the way with random waits between, some of them long",
  source: "automation scripts with random sleeps; such tracks are in the slider data",
  generate({ random, targetX, targetY }) {
    const distance = Math.hypot(targetX, targetY);
    const steps = 6 + random.integer(40);
    const lengths = Float64Array.from({ length: steps }, () => 0.1 + random.uniform());
    const sum = lengths.reduce((total, length) => total + length, 0);
    const longRate = random.uniform() < 0.5 ? 0.5 * random.uniform() : 0;
    const longMs = 300 * 10 ** random.uniform();
    const shortMs = 5 * 12 ** random.uniform();
    const sideRate = 0.4 * random.uniform();
    const sideSize = 1 + 8 * random.uniform();
    const tMs = new Float64Array(steps + 1);
    const x = new Float32Array(steps + 1);
    const y = new Float32Array(steps + 1);
    let done = 0;
    for (let i = 1; i <= steps; i++) {
      const wait =
        random.uniform() < longRate ? longMs * (1 + random.uniform()) : shortMs * (1 + 3 * random.uniform());
      done += (lengths[i - 1] ?? 0) / sum;
      const side = random.uniform() < sideRate ? sideSize * random.normal() : 0;
      tMs[i] = (tMs[i - 1] ?? 0) + Math.round(wait);
      x[i] = Math.round(done * targetX - (side * targetY) / distance);
      y[i] = Math.round(done * targetY + (side * targetX) / distance);
    }
    return { tMs, x, y };
  },
};
