import { LONGEST_STEP_MS } from "./clean-track.js";
import type { FeatureGroup } from "./feature.js";

/** How the times of points lie, and how a step's length goes with the time it took. */
export const timing: FeatureGroup = {
  name: "timing",
  features: [
    {
      name: "intervalVariation",
      unit: "1",
      meaning: "standard deviation over mean of the steps' times, rests cut; 0 is a metronome",
      source: "coefficient of variation",
    },
    {
      name: "intervalMemory",
      unit: "1",
      meaning: "correlation of a step's time with the next step's",
      source: "autocorrelation at lag 1",
    },
    {
      name: "lengthFollowsTime",
      unit: "1",
      meaning:
        "correlation of a step's length with its time; a hand goes further in more time, a script does not",
      source: "our own",
    },
    {
      name: "equalIntervals",
      unit: "1",
      meaning: "share of steps as long in time as the step before, within an eighth",
      source: "our own",
    },
  ],
  create: () => (track, _profile, out, at) => {
    const { count, activeMs, length } = track;
    const steps = count - 1;
    if (steps < 4) {
      out.fill(Number.NaN, at, at + 4);
      return;
    }
    let sum = 0;
    let squares = 0;
    let products = 0;
    let last = 0;
    let equal = 0;
    let moving = 0;
    let times = 0;
    let timeSquares = 0;
    let lengths = 0;
    let lengthSquares = 0;
    let mixed = 0;
    for (let i = 0; i < steps; i++) {
      const ms = activeMs[i] as number;
      const px = length[i] as number;
      sum += ms;
      squares += ms * ms;
      products += ms * last;
      if (i > 0 && Math.abs(ms - last) <= last / 8) equal++;
      last = ms;
      if (ms >= LONGEST_STEP_MS) continue;
      moving++;
      times += ms;
      timeSquares += ms * ms;
      lengths += px;
      lengthSquares += px * px;
      mixed += ms * px;
    }
    const mean = sum / steps;
    const variance = Math.max(0, squares / steps - mean * mean);
    const covariance =
      products - mean * (2 * sum - (activeMs[0] as number) - last) + (steps - 1) * mean * mean;
    const varianceT = timeSquares * moving - times * times;
    const varianceL = lengthSquares * moving - lengths * lengths;
    out[at] = Math.sqrt(variance) / mean;
    out[at + 1] = variance > 0 ? covariance / (variance * steps) : Number.NaN;
    out[at + 2] =
      moving > 3 && varianceT > 0 && varianceL > 0
        ? (mixed * moving - times * lengths) / Math.sqrt(varianceT * varianceL)
        : Number.NaN;
    out[at + 3] = equal / (steps - 1);
  },
};
