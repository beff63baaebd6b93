import type { FeatureGroup } from "./feature.js";

/** Fewest points with which a turn can be told from the steps of the pixel grid. */
const FEWEST_POINTS = 4;

/** How the pointer turns from step to step, whatever its speed. */
export const angles: FeatureGroup = {
  name: "angles",
  features: [
    {
      name: "meanTurn",
      unit: "rad",
      meaning: "mean size of the turn between neighbouring steps; 0 is a straight line",
      source: "Feher et al. 2012, angle of movement",
    },
    {
      name: "turnVariability",
      unit: "rad",
      meaning: "standard deviation of the signed turn",
      source: "Feher et al. 2012",
    },
    {
      name: "straightOnShare",
      unit: "1",
      meaning: "share of steps that go on exactly as the step before",
      source: "our own",
    },
    {
      name: "turnSwitches",
      unit: "1",
      meaning: "changes between left and right turns over the number of turns",
      source: "Feher et al. 2012, inflection points",
    },
    {
      name: "turnMemory",
      unit: "1",
      meaning: "correlation of a turn with the next; a curve is positive, grid and noise negative",
      source: "autocorrelation at lag 1",
    },
    {
      name: "headingEntropy",
      unit: "nat",
      meaning: "entropy of the steps' headings in eighths of a circle; 0 is one heading",
      source: "Shannon entropy",
    },
    {
      name: "sharpTurnShare",
      unit: "1",
      meaning: "share of turns of more than a right angle",
      source: "Gamboa and Fred 2004, critical points",
    },
  ],
  create() {
    const headings = new Float64Array(8);
    return (track, _profile, out, at) => {
      const { count, dx, dy } = track;
      if (count < FEWEST_POINTS) {
        out.fill(Number.NaN, at, at + 7);
        return;
      }
      headings.fill(0);
      const steps = count - 1;
      const turns = steps - 1;
      let total = 0;
      let sum = 0;
      let squares = 0;
      let straight = 0;
      let switches = 0;
      let lastSide = 0;
      let last = 0;
      let products = 0;
      let sharp = 0;
      let beforeX = dx[0] as number;
      let beforeY = dy[0] as number;
      headings[octant(beforeX, beforeY)] += 1;
      for (let i = 1; i < steps; i++) {
        const stepX = dx[i] as number;
        const stepY = dy[i] as number;
        headings[octant(stepX, stepY)] += 1;
        const cross = beforeX * stepY - beforeY * stepX;
        const dot = beforeX * stepX + beforeY * stepY;
        // A step straight back is a turn to the left, whichever zero the cross product is.
        const turn = cross === 0 ? (dot > 0 ? 0 : Math.PI) : Math.atan2(cross, dot);
        if (turn === 0) straight++;
        else {
          const side = turn > 0 ? 1 : -1;
          if (lastSide === -side) switches++;
          lastSide = side;
        }
        if (dot < 0) sharp++;
        total += Math.abs(turn);
        sum += turn;
        squares += turn * turn;
        products += turn * last;
        last = turn;
        beforeX = stepX;
        beforeY = stepY;
      }
      let entropy = 0;
      for (let h = 0; h < 8; h++) {
        const share = (headings[h] as number) / steps;
        if (share > 0) entropy -= share * Math.log(share);
      }
      const mean = sum / turns;
      out[at] = total / turns;
      out[at + 1] = Math.sqrt(Math.max(0, squares / turns - mean * mean));
      out[at + 2] = straight / turns;
      out[at + 3] = switches / turns;
      out[at + 4] = squares > 0 ? products / squares : Number.NaN;
      out[at + 5] = entropy;
      out[at + 6] = sharp / turns;
    };
  },
};

/** Which eighth of a circle, centred on the axes and the diagonals, a step leads into; tan(22.5°) is √2 − 1. */
function octant(dx: number, dy: number): number {
  const across = Math.abs(dx);
  const down = Math.abs(dy);
  const right = dx > 0;
  const below = dy > 0;
  if (down < across * (Math.SQRT2 - 1)) return right ? 0 : 4;
  if (across < down * (Math.SQRT2 - 1)) return below ? 2 : 6;
  return right ? (below ? 1 : 7) : below ? 3 : 5;
}
