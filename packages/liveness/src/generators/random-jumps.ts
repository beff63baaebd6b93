import type { TrackGenerator } from "./generator.js";

/** Jumps to places at random, at once or by some steps, sometimes staying near: no way that a hand goes. */
export const randomJumps: TrackGenerator = {
  name: "random-jumps",
  meaning: "random places, one after another, gone to at once or by a few steps",
  source: "scripts that try a page at random; learned generators that went astray",
  generate({ random, targetX, targetY, record }) {
    const reach = Math.hypot(targetX, targetY) * (0.5 + 2 * random.uniform());
    const jumps = 2 + random.integer(12);
    const steps = 1 + random.integer(6);
    const flat = random.uniform() < 0.5 ? 0.3 * random.uniform() : 1;
    const stays = random.uniform();
    const eases = random.uniform() < 0.5;
    const places: (readonly [number, number])[] = [[0, 0]];
    let [x, y] = [0, 0];
    for (let jump = 0; jump < jumps; jump++) {
      const last = jump === jumps - 1;
      const near = random.uniform() < stays ? 0.05 : 1;
      const toX = last
        ? targetX
        : near === 1
          ? reach * (2 * random.uniform() - 1)
          : x + near * reach * random.normal();
      const toY = last
        ? targetY
        : flat * (near === 1 ? reach * (2 * random.uniform() - 1) : y + near * reach * random.normal());
      for (let step = 1; step <= steps; step++) {
        const share = eases ? 1 - (1 - step / steps) ** 2 : step / steps;
        places.push([x + share * (toX - x), y + share * (toY - y)]);
      }
      [x, y] = [toX, toY];
    }
    const last = places.length - 1;
    const durationMs = last * (8 + 40 * random.uniform());
    return record(durationMs, (ms) => places[Math.min(last, Math.round((ms / durationMs) * last))] ?? [0, 0]);
  },
};
