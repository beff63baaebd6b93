import { NO_POINTS, type TrackColumns } from "../track.js";
import type { TrackGenerator } from "./generator.js";

/** Pieces of people's movements, put together at random and led to the target. */
export const shuffledSteps: TrackGenerator = {
  name: "shuffled-steps",
  meaning: "runs of steps of recorded tracks, put together at random, smoothed, and led to the target",
  source: "our own: stands for generators that draw step by step from what they learnt",
  needsRecorded: true,
  generate({ random, targetX, targetY, recorded, record }) {
    const steps = 16 + random.integer(80);
    const run = 1 + random.integer(6);
    const width = random.integer(4);
    const [dx, dy] = [new Float64Array(steps), new Float64Array(steps)];
    for (let step = 0; step < steps; ) {
      const track: TrackColumns = recorded[random.integer(recorded.length)] ?? NO_POINTS;
      const points = track.x.length;
      if (points < 3) return NO_POINTS;
      const from = random.integer(points - 1);
      for (let i = from; i < Math.min(points - 1, from + run) && step < steps; i++) {
        dx[step] = (track.x[i + 1] as number) - (track.x[i] as number);
        dy[step] = (track.y[i + 1] as number) - (track.y[i] as number);
        step++;
      }
    }
    const smooth = (of: Float64Array) =>
      of.map((_, i) => {
        let sum = 0;
        let count = 0;
        for (let k = Math.max(0, i - width); k <= Math.min(steps - 1, i + width); k++) {
          sum += of[k] as number;
          count++;
        }
        return sum / count;
      });
    const places = [new Float64Array(steps + 1), new Float64Array(steps + 1)] as const;
    for (const [axis, way] of [smooth(dx), smooth(dy)].entries()) {
      const place = places[axis] as Float64Array;
      for (let i = 0; i < steps; i++) place[i + 1] = (place[i] as number) + (way[i] as number);
      // What misses the target is made up for a little in each step.
      const missed = (axis === 0 ? targetX : targetY) - (place[steps] as number);
      for (let i = 1; i <= steps; i++) place[i] = (place[i] as number) + (missed * i) / steps;
    }
    const durationMs = steps * (7 + 20 * random.uniform());
    return record(durationMs, (ms) => {
      const far = (ms / durationMs) * steps;
      const from = Math.min(steps - 1, Math.floor(far));
      const at = (place: Float64Array) =>
        (place[from] as number) + (far - from) * ((place[from + 1] as number) - (place[from] as number));
      return [at(places[0]), at(places[1])];
    });
  },
};
