import type { Random } from "@wristprint/core";
import type { Track } from "../track.js";

/**
 * A copy of a track from which something is missing: its end, its beginning, or points here and there. People and
 * machines lose points alike in training, so that missing values tell nothing of the class, and a track with points cut
 * out still gets a decision.
 */
export function cutCopy(track: Track, random: Random): Track {
  const { tMs, x, y } = track;
  const points = tMs.length;
  const fromShare = random.uniform() < 0.3 ? 0.3 * random.uniform() : 0;
  const toShare = random.uniform() < 0.5 ? 1 - 0.4 * random.uniform() : 1;
  const lost = random.uniform() < 0.5 ? 0.4 * random.uniform() : 0;
  const first = Math.floor(fromShare * points);
  const last = Math.ceil(toShare * points);
  const kept = Uint8Array.from(x, (_, i) => (i >= first && i < last && random.uniform() >= lost ? 1 : 0));
  const keep = (_: number, i: number) => kept[i] === 1;
  return { ...track, tMs: tMs.filter(keep), x: x.filter(keep), y: y.filter(keep) };
}
