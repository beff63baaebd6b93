import type { TrackGenerator } from "./generator.js";
import { drawTremble } from "./tremble.js";

/** Strokes that overlap, each with a log-normal speed: the best known model of a hand, without a hand's noise. */
export const logNormalStrokes: TrackGenerator = {
  name: "log-normal-strokes",
  meaning: "a sum of strokes whose speed is log-normal",
  source: "Plamondon 1995, the kinematic theory of rapid movements",
  generate({ random, targetX, targetY, record }) {
    const count = 1 + random.integer(4);
    const spread = 0.5 * random.uniform();
    const weights = Array.from({ length: count }, (_, i) => (0.3 + random.uniform()) * (i === 0 ? 3 : 1));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    let startMs = 0;
    let lastMs = 0;
    const strokes = weights.map((weight) => {
      const share = weight / whole;
      const across = spread * share * random.normal();
      const median = 80 * 5 ** random.uniform();
      const width = 0.15 + 0.4 * random.uniform();
      const stroke = { share, across, fromMs: startMs, median, width };
      lastMs = Math.max(lastMs, startMs + median * Math.exp(2.5 * width));
      startMs += median * (0.5 + 1.2 * random.uniform());
      return stroke;
    });
    const sideways = strokes.reduce((sum, { across }) => sum + across, 0);
    const tremble = drawTremble(random);
    return record(lastMs, (ms) => {
      let [along, across] = [0, 0];
      for (const stroke of strokes) {
        if (ms <= stroke.fromMs) continue;
        const done = normalBelow(Math.log((ms - stroke.fromMs) / stroke.median) / stroke.width);
        along += done * stroke.share;
        across += done * (stroke.across - sideways * stroke.share);
      }
      const [strayX, strayY] = tremble();
      return [along * targetX - across * targetY + strayX, along * targetY + across * targetX + strayY];
    });
  },
};

/** The normal distribution below z, by its logistic likeness (Bowling et al. 2009), within 0.0002. */
function normalBelow(z: number): number {
  return 1 / (1 + Math.exp(-(0.07056 * z ** 3 + 1.5976 * z)));
}
