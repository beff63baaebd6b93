import { NO_POINTS, type TrackColumns } from "../track.js";
import type { TrackGenerator } from "./generator.js";
import { drawTremble } from "./tremble.js";

const MOMENTS = 64;

/** The mean of several people's movements, laid on one another: what a network gives that learnt from people. */
export const blendedRecordings: TrackGenerator = {
  name: "blended-recordings",
  meaning: "a weighted mean of two to four recorded tracks, turned to the target, and noise",
  source: "our own: stands for learned generators, whose tracks lie between those learnt from",
  needsRecorded: true,
  generate({ random, targetX, targetY, recorded, record }) {
    const count = 2 + random.integer(3);
    const along = new Float64Array(MOMENTS + 1);
    const across = new Float64Array(MOMENTS + 1);
    let whole = 0;
    let durationMs = 0;
    for (let part = 0; part < count; part++) {
      const track = recorded[random.integer(recorded.length)] ?? NO_POINTS;
      const weight = 0.2 + random.uniform();
      const ms = layOn(track, weight, along, across);
      if (ms === 0) continue;
      whole += weight;
      durationMs += weight * Math.min(4000, ms);
    }
    if (whole === 0) return NO_POINTS;
    const tremble = drawTremble(random);
    return record(durationMs / whole, (ms) => {
      const far = (ms / (durationMs / whole)) * MOMENTS;
      const from = Math.min(MOMENTS - 1, Math.floor(far));
      const at = (places: Float64Array) => {
        const [a, b] = [places[from] as number, places[from + 1] as number];
        return (a + (far - from) * (b - a)) / whole;
      };
      const [a, c] = [at(along), at(across)];
      const [strayX, strayY] = tremble();
      return [a * targetX - c * targetY + strayX, a * targetY + c * targetX + strayY];
    });
  },
};

/** Adds a track, turned and stretched so that it leads from (0, 0) to (1, 0). @returns how long it lasts, or 0 where it cannot be */
function layOn(
  { tMs, x, y }: TrackColumns,
  weight: number,
  along: Float64Array,
  across: Float64Array,
): number {
  const last = tMs.length - 1;
  const [startX, startY, startMs] = [x[0] ?? 0, y[0] ?? 0, tMs[0] ?? 0];
  const wayX = (x[last] ?? 0) - startX;
  const wayY = (y[last] ?? 0) - startY;
  const squared = wayX * wayX + wayY * wayY;
  const durationMs = (tMs[last] ?? 0) - startMs;
  if (last < 3 || squared < 100 || !(durationMs > 0)) return 0;
  let point = 0;
  for (let moment = 0; moment <= MOMENTS; moment++) {
    const atMs = startMs + (durationMs * moment) / MOMENTS;
    while (point < last - 1 && (tMs[point + 1] as number) < atMs) point++;
    const [fromMs, toMs] = [tMs[point] as number, tMs[point + 1] as number];
    const share = toMs > fromMs ? Math.max(0, Math.min(1, (atMs - fromMs) / (toMs - fromMs))) : 1;
    const px = (x[point] as number) + share * ((x[point + 1] as number) - (x[point] as number)) - startX;
    const py = (y[point] as number) + share * ((y[point + 1] as number) - (y[point] as number)) - startY;
    along[moment] += (weight * (px * wayX + py * wayY)) / squared;
    across[moment] += (weight * (py * wayX - px * wayY)) / squared;
  }
  return durationMs;
}
