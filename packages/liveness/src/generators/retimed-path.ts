import { NO_POINTS } from "../track.js";
import type { TrackGenerator } from "./generator.js";

/** The way of a person's recorded track, gone along at a script's own pace. */
export const retimedPath: TrackGenerator = {
  name: "retimed-path",
  meaning: "the path of a recorded track at constant or eased speed, its corners rounded off",
  source: "our own: what a script that traces shapes, or replays a path without its times, does",
  needsRecorded: true,
  generate({ random, recorded, record }) {
    const track = recorded[random.integer(recorded.length)] ?? NO_POINTS;
    const points = track.x.length;
    if (points < 3) return NO_POINTS;
    // Every so-manieth point is a corner of the script's way, so that the hand's own tremble goes.
    const every = 1 + random.integer(Math.max(1, Math.floor(points / 6)));
    const corners = Array.from({ length: points }, (_, i) => i).filter(
      (i) => i % every === 0 || i === points - 1,
    );
    const x = corners.map((i) => (track.x[i] ?? 0) - (track.x[0] ?? 0));
    const y = corners.map((i) => (track.y[i] ?? 0) - (track.y[0] ?? 0));
    const way = [0];
    for (let c = 1; c < corners.length; c++) {
      way.push((way[c - 1] ?? 0) + Math.hypot((x[c] ?? 0) - (x[c - 1] ?? 0), (y[c] ?? 0) - (y[c - 1] ?? 0)));
    }
    const whole = way[way.length - 1] ?? 0;
    const durationMs = 250 * 16 ** random.uniform();
    const eases = random.uniform() < 0.4;
    const noise = random.uniform() < 0.3 ? 1.5 * random.uniform() : 0;
    return record(durationMs, (ms) => {
      const u = ms / durationMs;
      const gone = whole * (eases ? u * u * (3 - 2 * u) : u);
      let c = 1;
      while (c < way.length - 1 && (way[c] ?? 0) < gone) c++;
      const length = (way[c] ?? 0) - (way[c - 1] ?? 0);
      const share = length > 0 ? Math.min(1, (gone - (way[c - 1] ?? 0)) / length) : 1;
      const between = (places: readonly number[]) =>
        (places[c - 1] ?? 0) + share * ((places[c] ?? 0) - (places[c - 1] ?? 0)) + noise * random.normal();
      return [between(x), between(y)];
    });
  },
};
