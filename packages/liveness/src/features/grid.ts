import type { FeatureGroup } from "./feature.js";

/** A step of fewer px may equal the one before because the pixel grid leaves so few to choose from. */
const SHORTEST_STRIDE_PX = 2;

/** Steps that repeat, as scripts make them. */
export const grid: FeatureGroup = {
  name: "grid",
  features: [
    {
      name: "repeatedStrides",
      unit: "1",
      meaning: "share of the path in steps of 2 px or more that equal the step before in both axes",
      source: "our own; a hand that creeps by single pixels repeats steps too, and these do not count",
    },
    {
      name: "repeatedAlong",
      unit: "1",
      meaning:
        "share of the path in steps of 2 px or more that equal the step before along the track's longer axis",
      source: "our own",
    },
    {
      name: "lengthEntropy",
      unit: "nat",
      meaning: "entropy of the steps' lengths in quarters of their mean; 0 is one length",
      source: "Shannon entropy",
    },
    {
      name: "lastStep",
      unit: "1",
      meaning: "mean length of the last two steps over that of all; people end on small steps",
      source: "our own",
    },
    {
      name: "lateralMemory",
      unit: "1",
      meaning: "correlation of a step's way across the chord with the next step's; noise is negative",
      source: "autocorrelation at lag 1",
    },
    {
      name: "lateralShare",
      unit: "1",
      meaning: "way across the chord over the path's length",
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
  create() {
    const lengths = new Float64Array(17);
    return (track, _profile, out, at) => {
      const { count, x, y, dx, dy, length, pathPx, chordX, chordY } = track;
      const steps = count - 1;
      if (steps < 4) {
        out.fill(Number.NaN, at, at + 10);
        return;
      }
      lengths.fill(0);
      const flat = Math.abs(x[steps] as number) >= Math.abs(y[steps] as number);
      const along = flat ? dx : dy;
      const quarter = pathPx / steps / 4;
      let alike = 0;
      let lateral = 0;
      let lateralSquares = 0;
      let lateralProducts = 0;
      let lastLateral = 0;
      let strides = 0;
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
        const bin = Math.floor(now / quarter);
        lengths[bin < 16 ? bin : 16] += 1;
        const across = (dx[i] as number) * chordY - (dy[i] as number) * chordX;
        lateral += Math.abs(across);
        lateralSquares += across * across;
        lateralProducts += across * lastLateral;
        lastLateral = across;
        if (i > 0 && along[i] === along[i - 1] && along[i] !== 0 && now >= SHORTEST_STRIDE_PX) alike += now;
        sum += now;
        squares += now * now;
        products += now * last;
        if (i > 0) {
          if (dx[i] === dx[i - 1] && dy[i] === dy[i - 1]) {
            if (now >= SHORTEST_STRIDE_PX) strides += now;
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
      const covariance =
        products - mean * (2 * sum - (length[0] as number) - last) + (steps - 1) * mean * mean;
      out[at] = strides / pathPx;
      let entropy = 0;
      for (let b = 0; b < 17; b++) {
        const share = (lengths[b] as number) / steps;
        if (share > 0) entropy -= share * Math.log(share);
      }
      out[at + 1] = alike / pathPx;
      out[at + 2] = entropy;
      out[at + 3] = ((length[steps - 1] as number) + (length[steps - 2] as number)) / 2 / mean;
      out[at + 4] = lateralSquares > 1e-9 ? lateralProducts / lateralSquares : Number.NaN;
      out[at + 5] = lateral / pathPx;
      out[at + 6] = longest / steps;
      out[at + 7] = Math.sqrt(variance) / mean;
      out[at + 8] = variance > 1e-9 * mean * mean ? covariance / (variance * steps) : Number.NaN;
      out[at + 9] = steady / (steps - 2);
    };
  },
};
