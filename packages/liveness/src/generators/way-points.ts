import type { TrackGenerator } from "./generator.js";
import { drawPace } from "./pace.js";
import { drawTremble } from "./tremble.js";

/** Goes by places beside the straight line, in straight pieces or on a smooth curve through them. */
export const wayPoints: TrackGenerator = {
  name: "way-points",
  meaning: "straight pieces or a Catmull-Rom spline through jittered places, with an easing",
  source: "Catmull and Rom 1974; spline bots",
  generate({ random, targetX, targetY, record }) {
    const between = 1 + random.integer(6);
    const stray = 0.02 * 15 ** random.uniform();
    const places = Array.from({ length: between + 2 }, (_, i): readonly [number, number] => {
      const share = i / (between + 1);
      if (i === 0 || i > between) return [share * targetX, share * targetY];
      const along = share + (0.5 * stray * random.normal()) / (between + 1);
      const across = stray * random.normal();
      return [along * targetX - across * targetY, along * targetY + across * targetX];
    });
    const smooth = random.uniform() < 0.7;
    const durationMs = 200 * 15 ** random.uniform();
    const pace = drawPace(random);
    const tremble = drawTremble(random);
    const at = (index: number, axis: 0 | 1) =>
      (places[Math.max(0, Math.min(places.length - 1, index))] as readonly [number, number])[axis];
    return record(durationMs, (ms) => {
      const far = pace(ms / durationMs) * (between + 1);
      const from = Math.max(0, Math.min(between, Math.floor(far)));
      const t = far - from;
      const place = (axis: 0 | 1) => {
        const [a, b, c, d] = [at(from - 1, axis), at(from, axis), at(from + 1, axis), at(from + 2, axis)];
        if (!smooth) return b + t * (c - b);
        return b + (t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))) / 2;
      };
      const [strayX, strayY] = tremble();
      return [place(0) + strayX, place(1) + strayY];
    });
  },
};
