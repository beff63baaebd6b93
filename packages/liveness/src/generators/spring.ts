import type { TrackGenerator } from "./generator.js";
import { drawTremble } from "./tremble.js";

/** Is drawn to the target as by a damped spring, or does a share of what is left at each moment. */
export const spring: TrackGenerator = {
  name: "spring",
  meaning: "a damped spring's way to the target, or a share of what is left at each moment",
  source: "followers and tweening by interpolation to a target; solutions of the damped oscillator",
  generate({ random, targetX, targetY, record }) {
    const durationMs = 250 * 10 ** random.uniform();
    const decay = 3 + 6 * random.uniform();
    const kind = random.integer(3);
    const swing = 2 + 8 * random.uniform();
    const bend = random.uniform() < 0.5 ? 0.3 * random.normal() : 0;
    const other = decay * (0.6 + 0.3 * random.uniform());
    const tremble = drawTremble(random);
    const left = (u: number, rate: number) => {
      const rest = Math.exp(-rate * u);
      if (kind === 0) return rest;
      if (kind === 1) return rest * (1 + rate * u);
      return rest * (Math.cos(swing * u) + (rate / swing) * Math.sin(swing * u));
    };
    return record(durationMs, (ms) => {
      const u = ms / durationMs;
      const done = 1 - left(u, decay);
      // A curve: what leads across catches up later.
      const across = bend * (left(u, other) - left(u, decay));
      const [strayX, strayY] = tremble();
      return [done * targetX - across * targetY + strayX, done * targetY + across * targetX + strayY];
    });
  },
};
