import { LONGEST_STEP_MS } from "./clean-track.js";
import type { FeatureGroup } from "./feature.js";

const LONG_MS = 1000;

/** When the pointer rested. Rests are steps longer than {@link LONGEST_STEP_MS}. */
export const pauses: FeatureGroup = {
  name: "pauses",
  features: [
    { name: "pauseRate", unit: "1", meaning: "rests over the number of steps", source: "Feher et al. 2012" },
    {
      name: "pauseShare",
      unit: "1",
      meaning: "share of the whole time spent resting",
      source: "Feher et al. 2012",
    },
    {
      name: "longestPause",
      unit: "1",
      meaning: "longest rest over all rests; NaN without one",
      source: "our own",
    },
    {
      name: "pauseVariation",
      unit: "1",
      meaning: "standard deviation of the rests over their mean; NaN with fewer than two",
      source: "our own",
    },
    {
      name: "firstPause",
      unit: "1",
      meaning: "share of the whole time before the first step",
      source: "Chudá and Krátky 2014, reaction",
    },
    {
      name: "lastPause",
      unit: "1",
      meaning: "share of the whole time taken by the last three steps",
      source: "our own",
    },
    {
      name: "longPauseRate",
      unit: "1",
      meaning: "rests of more than a second over the number of steps",
      source: "our own",
    },
    {
      name: "stepBeforePause",
      unit: "1",
      meaning: "mean length of the steps before a rest over that of all; people slow down to stop",
      source: "our own",
    },
    {
      name: "meanPause",
      unit: "ms",
      meaning: "mean rest; NaN without one",
      source: "Feher et al. 2012",
    },
    {
      name: "duration",
      unit: "ms",
      meaning: "time from the first step to the end, without the rest before it",
      source: "Gamboa and Fred 2004",
    },
    {
      name: "stepAfterPause",
      unit: "1",
      meaning: "mean length of steps that end a rest over that of all; people start small",
      source: "our own",
    },
  ],
  create: () => (track, _profile, out, at) => {
    const { count, dtMs, length, durationMs, pathPx } = track;
    const steps = count - 1;
    if (steps < 3) {
      out.fill(Number.NaN, at, at + 11);
      return;
    }
    let rests = 0;
    let sum = 0;
    let squares = 0;
    let longest = 0;
    let after = 0;
    let before = 0;
    let stops = 0;
    let long = 0;
    for (let i = 0; i < steps; i++) {
      const ms = dtMs[i] as number;
      if (ms <= LONGEST_STEP_MS) continue;
      rests++;
      sum += ms;
      squares += ms * ms;
      after += length[i] as number;
      if (ms > LONG_MS) long++;
      if (i > 0) {
        before += length[i - 1] as number;
        stops++;
      }
      if (ms > longest) longest = ms;
    }
    const mean = sum / rests;
    out[at] = rests / steps;
    out[at + 1] = sum / durationMs;
    out[at + 2] = rests > 0 ? longest / sum : Number.NaN;
    out[at + 3] = rests > 1 ? Math.sqrt(Math.max(0, squares / rests - mean * mean)) / mean : Number.NaN;
    out[at + 4] = (dtMs[0] as number) / durationMs;
    out[at + 5] =
      ((dtMs[steps - 1] as number) + (dtMs[steps - 2] as number) + (dtMs[steps - 3] as number)) / durationMs;
    out[at + 6] = long / steps;
    out[at + 7] = stops > 0 ? before / stops / (pathPx / steps) : Number.NaN;
    out[at + 8] = rests > 0 ? mean : Number.NaN;
    out[at + 9] = durationMs - (dtMs[0] as number);
    out[at + 10] = rests > 0 ? after / rests / (pathPx / steps) : Number.NaN;
  },
};
