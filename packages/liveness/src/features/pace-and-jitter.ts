import type { FeatureGroup } from "./feature.js";

/** Times of steps are equal within what clocks of whole milliseconds leave open, or within an eighth. */
const CLOCK_MS = 1;

/** A step of a pixel aside and back may be the grid's. */
const SHORTEST_JUMP_PX = 2;

/** The marks of plain scripts: one pace to the end, and jitter that is drawn anew at each point. Apart from `grid.ts`, which takes longer. */
export const paceAndJitter: FeatureGroup = {
  name: "pace and jitter",
  features: [
    {
      name: "repeatedPace",
      unit: "1",
      meaning:
        "share of steps that equal the step before along the track's longer axis and in time, within 1 ms or an eighth",
      source: "our own; single pixels count too, for a hand that creeps by them does not keep their time",
    },
    {
      name: "undoneAcross",
      unit: "1",
      meaning:
        "way across the track's longer axis that the next step takes back, in steps of 2 px or more, over the path; noise jumps back, a hand hardly",
      source: "our own",
    },
  ],
  create: () => (track, _profile, out, at) => {
    const { count, x, y, dx, dy, dtMs, pathPx } = track;
    const steps = count - 1;
    if (steps < 4) {
      out.fill(Number.NaN, at, at + 2);
      return;
    }
    const flat = Math.abs(x[steps] as number) >= Math.abs(y[steps] as number);
    const along = flat ? dx : dy;
    const across = flat ? dy : dx;
    let paces = 0;
    let undonePx = 0;
    let lastAlong = along[0] as number;
    let lastAcross = across[0] as number;
    let lastMs = dtMs[0] as number;
    for (let i = 1; i < steps; i++) {
      const nowAlong = along[i] as number;
      const nowAcross = across[i] as number;
      const ms = dtMs[i] as number;
      if (nowAlong === lastAlong && nowAlong !== 0) {
        if (Math.abs(ms - lastMs) <= Math.max(CLOCK_MS, lastMs / 8)) paces++;
      }
      if (nowAcross * lastAcross < 0) {
        const back = Math.min(Math.abs(nowAcross), Math.abs(lastAcross));
        if (back >= SHORTEST_JUMP_PX) undonePx += back;
      }
      lastAlong = nowAlong;
      lastAcross = nowAcross;
      lastMs = ms;
    }
    out[at] = paces / (steps - 1);
    out[at + 1] = undonePx / pathPx;
  },
};
