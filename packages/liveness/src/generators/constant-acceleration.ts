import type { TrackGenerator } from "./generator.js";

/** Speeds up evenly to a turning point and slows down evenly from it, as published slider solvers do. */
export const constantAcceleration: TrackGenerator = {
  name: "constant-acceleration",
  meaning: "constant acceleration up to a turning point, then constant deceleration, or none",
  source: "common slider solvers: v = v₀ + a·t, a = 2 up to 3/4 of the way, then −3",
  generate({ random, targetX, targetY, record }) {
    const durationMs = 200 * 10 ** random.uniform();
    // A turning point at the end: it only speeds up.
    const turn = random.uniform() < 0.25 ? 1 : 0.3 + 0.6 * random.uniform();
    const wobble = random.uniform() < 0.5 ? 1.5 * random.uniform() : 0;
    const start = 0.3 * random.uniform();
    // Speed is start + (1 − start)·u/turn up to the turning point, and falls to 0 from there.
    const way = (u: number) =>
      u <= turn
        ? start * u + ((1 - start) * u * u) / (2 * turn)
        : (turn * (1 + start)) / 2 + ((1 - turn) * (1 - ((1 - u) / (1 - turn)) ** 2)) / 2;
    const whole = way(1);
    return record(durationMs, (ms) => {
      const share = way(ms / durationMs) / whole;
      return [share * targetX, share * targetY + wobble * random.normal()];
    });
  },
};
