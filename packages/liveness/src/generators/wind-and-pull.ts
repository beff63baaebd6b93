import type { TrackGenerator } from "./generator.js";

const MOST_STEPS = 600;

/** A pointer with a velocity that the target pulls and a wind blows about, slower near the target. */
export const windAndPull: TrackGenerator = {
  name: "wind-and-pull",
  meaning: "velocity under a pull to the target and a random wind that dies down near it",
  source: "after the idea of Benjamin J. Land's WindMouse, 2021",
  generate({ random, targetX, targetY, record }) {
    const pull = 3 * 5 ** random.uniform();
    const gusts = 1 + 9 * random.uniform();
    const near = 8 + 14 * random.uniform();
    let fastest = 5 * 6 ** random.uniform();
    const everyMs = 5 + 20 * random.uniform();
    const places: (readonly [number, number])[] = [[0, 0]];
    let [x, y, speedX, speedY, windX, windY] = [0, 0, 0, 0, 0, 0];
    while (places.length < MOST_STEPS) {
      const left = Math.hypot(targetX - x, targetY - y);
      if (left < 1) break;
      const blown = Math.min(gusts, left);
      if (left >= near) {
        windX = windX / Math.sqrt(3) + ((2 * random.uniform() - 1) * blown) / Math.sqrt(5);
        windY = windY / Math.sqrt(3) + ((2 * random.uniform() - 1) * blown) / Math.sqrt(5);
      } else {
        windX /= Math.sqrt(3);
        windY /= Math.sqrt(3);
        fastest = fastest < 3 ? 3 + 3 * random.uniform() : fastest / Math.sqrt(5);
      }
      speedX += windX + (pull * (targetX - x)) / left;
      speedY += windY + (pull * (targetY - y)) / left;
      const speed = Math.hypot(speedX, speedY);
      if (speed > fastest) {
        const clipped = (fastest * (0.5 + 0.5 * random.uniform())) / speed;
        speedX *= clipped;
        speedY *= clipped;
      }
      x += speedX;
      y += speedY;
      places.push([x, y]);
    }
    places.push([targetX, targetY]);
    const steps = places.length - 1;
    const durationMs = steps * everyMs;
    return record(
      durationMs,
      (ms) => places[Math.min(steps, Math.round((ms / durationMs) * steps))] ?? [0, 0],
    );
  },
};
