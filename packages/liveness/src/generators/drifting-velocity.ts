import type { TrackGenerator } from "./generator.js";

const MOST_STEPS = 500;

/** A velocity that forgets and is pushed at random while it is drawn to the target: noise of the right size in the wrong place. */
export const driftingVelocity: TrackGenerator = {
  name: "drifting-velocity",
  meaning: "velocity as a noisy process that returns to what leads to the target",
  source: "Ornstein and Uhlenbeck 1930; bots that jitter each step",
  generate({ random, targetX, targetY, record }) {
    const steps = 12 + random.integer(Math.min(MOST_STEPS, 80));
    const memory = random.uniform() < 0.3 ? 0 : 0.95 * random.uniform();
    const noise = 0.1 + 1.2 * random.uniform();
    const slows = random.uniform() < 0.5 ? 1 + 2 * random.uniform() : 0;
    const everyMs = 5 + 25 * random.uniform();
    const usual = Math.hypot(targetX, targetY) / steps;
    const places: (readonly [number, number])[] = [[0, 0]];
    let [x, y, speedX, speedY] = [0, 0, 0, 0];
    for (let step = 0; step < steps; step++) {
      const left = steps - step;
      const pace = slows > 0 ? Math.min(1.5, slows * (left / steps)) : 1;
      const wantX = ((targetX - x) / left) * pace;
      const wantY = ((targetY - y) / left) * pace;
      const push = Math.sqrt(1 - memory * memory) * noise * usual * pace;
      speedX = memory * speedX + (1 - memory) * wantX + push * random.normal();
      speedY = memory * speedY + (1 - memory) * wantY + push * random.normal();
      x += speedX;
      y += speedY;
      places.push([x, y]);
    }
    const durationMs = steps * everyMs;
    return record(durationMs, (ms) => {
      const far = (ms / durationMs) * steps;
      const from = Math.min(steps - 1, Math.floor(far));
      const [ax, ay] = places[from] as readonly [number, number];
      const [bx, by] = places[from + 1] as readonly [number, number];
      return [ax + (far - from) * (bx - ax), ay + (far - from) * (by - ay)];
    });
  },
};
