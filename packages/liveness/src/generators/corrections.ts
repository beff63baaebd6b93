import type { TrackGenerator } from "./generator.js";
import { drawPace, type Pace } from "./pace.js";
import { drawTremble } from "./tremble.js";

interface Throw {
  readonly fromMs: number;
  readonly durationMs: number;
  readonly wayX: number;
  readonly wayY: number;
  readonly pace: Pace;
}

/** Throws the pointer near the target, and corrects once or more, with waits between: a script that plays a hand. */
export const corrections: TrackGenerator = {
  name: "corrections",
  meaning: "an eased movement that misses the target, waits, and eased corrections",
  source: "Meyer et al. 1988, played by a script",
  generate({ random, targetX, targetY, record }) {
    const distance = Math.hypot(targetX, targetY);
    const count = 2 + random.integer(3);
    const samePace = random.uniform() < 0.5 ? drawPace(random) : undefined;
    const waits = random.uniform() < 0.6 ? 150 * random.uniform() : 0;
    let miss = 0.05 + 0.25 * random.uniform();
    let durationMs = 200 * 6 ** random.uniform();
    let [x, y, atMs] = [0, 0, 0];
    const throws: Throw[] = [];
    for (let t = 0; t < count; t++) {
      const last = t === count - 1;
      const aimX = last ? targetX : targetX + miss * distance * random.normal();
      const aimY = last ? targetY : targetY + 0.6 * miss * distance * random.normal();
      throws.push({
        fromMs: atMs,
        durationMs,
        wayX: aimX - x,
        wayY: aimY - y,
        pace: samePace ?? drawPace(random),
      });
      [x, y] = [aimX, aimY];
      atMs += durationMs + waits * random.uniform();
      miss *= 0.3 + 0.3 * random.uniform();
      durationMs *= 0.4 + 0.5 * random.uniform();
    }
    const tremble = drawTremble(random);
    return record(atMs, (ms) => {
      let [px, py] = [0, 0];
      for (const one of throws) {
        const u = Math.max(0, Math.min(1, (ms - one.fromMs) / one.durationMs));
        const done = u < 1 ? one.pace(u) : 1;
        px += done * one.wayX;
        py += done * one.wayY;
      }
      const [strayX, strayY] = tremble();
      return [px + strayX, py + strayY];
    });
  },
};
