import type { FeatureGroup } from "./feature.js";

/** Steps that repeat, as scripts make them. */
export const grid: FeatureGroup = {
  name: "grid",
  features: [
    {
      name: "repeatedSteps",
      unit: "1",
      meaning: "share of steps equal to the step before in both axes",
      source: "our own",
    },
    {
      name: "longestRepeat",
      unit: "1",
      meaning: "longest run of equal steps over the number of steps",
      source: "our own",
    },
    {
      name: "stepLengthVariation",
      unit: "1",
      meaning: "standard deviation of the steps' lengths over their mean",
      source: "coefficient of variation",
    },
    {
      name: "stepLengthMemory",
      unit: "1",
      meaning: "correlation of a step's length with the next step's; low for noise",
      source: "autocorrelation at lag 1",
    },
    {
      name: "steadyGrowth",
      unit: "1",
      meaning:
        "share of steps whose length grows or shrinks by the same amount as the step before, within 1 px",
      source: "our own",
    },
  ],
  create: () => (track, _profile, out, at) => {
    const { count, dx, dy, length } = track;
    const steps = count - 1;
    if (steps < 4) {
      out.fill(Number.NaN, at, at + 5);
      return;
    }
    let repeats = 0;
    let run = 1;
    let longest = 1;
    let sum = 0;
    let squares = 0;
    let products = 0;
    let steady = 0;
    let last = 0;
    let lastGrowth = 0;
    for (let i = 0; i < steps; i++) {
      const now = length[i] as number;
      sum += now;
      squares += now * now;
      products += now * last;
      if (i > 0) {
        if (dx[i] === dx[i - 1] && dy[i] === dy[i - 1]) {
          repeats++;
          run++;
          if (run > longest) longest = run;
        } else run = 1;
        const growth = now - last;
        if (i > 1 && Math.abs(growth - lastGrowth) <= 1) steady++;
        lastGrowth = growth;
      }
      last = now;
    }
    const mean = sum / steps;
    const variance = Math.max(0, squares / steps - mean * mean);
    const covariance = products - mean * (2 * sum - (length[0] as number) - last) + (steps - 1) * mean * mean;
    out[at] = repeats / (steps - 1);
    out[at + 1] = longest / steps;
    out[at + 2] = Math.sqrt(variance) / mean;
    out[at + 3] = variance > 1e-9 * mean * mean ? covariance / (variance * steps) : Number.NaN;
    out[at + 4] = steady / (steps - 2);
  },
};
