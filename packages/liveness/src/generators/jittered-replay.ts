import type { TrackGenerator } from "./generator.js";

/** A person's recorded track, each point and time moved a little. */
export const jitteredReplay: TrackGenerator = {
  name: "jittered-replay",
  meaning: "a recorded track with white noise on every place and time",
  source: "the evasion attacks of the reference paper",
  needsRecorded: true,
  generate({ random, recorded }) {
    const track = recorded[random.integer(recorded.length)];
    if (track === undefined)
      return { tMs: new Float64Array(0), x: new Float32Array(0), y: new Float32Array(0) };
    const noise = 1 + 3 * random.uniform();
    const late = 6 * random.uniform();
    let ms = 0;
    return {
      tMs: track.tMs.map((at, i) => {
        if (i > 0) ms += Math.max(1, Math.round(at - (track.tMs[i - 1] ?? at) + late * random.normal()));
        return ms;
      }),
      x: track.x.map((px) => Math.round(px + noise * random.normal())),
      y: track.y.map((px) => Math.round(px + noise * random.normal())),
    };
  },
};
