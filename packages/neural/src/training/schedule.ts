/** How the learning rate moves over a whole training. */
import { GraphError } from "../errors.js";

/**
 * One cycle: a cosine from `start` of the learning rate up to all of it during the first share `warmUp` of the
 * steps, then a cosine down to almost nothing (Smith & Topin 2019, "Super-convergence").
 */
export interface OneCycle {
  readonly kind: "oneCycle";
  /** In [0, 1). */
  readonly warmUp: number;
}

export type Schedule = OneCycle;

/** Where a cycle begins, and where it ends, as shares of the learning rate. */
const START = 1 / 25;
const END = 1e-4;

/**
 * The factor of the learning rate at a step (0, 1, 2, …).
 * @param steps of the whole training
 * @throws GraphError `option`
 */
export function createSchedule(schedule: Schedule | undefined, steps: number): (step: number) => number {
  if (schedule === undefined) return () => 1;
  const { kind, warmUp } = schedule;
  if (kind !== "oneCycle") throw new GraphError("option", `no schedule ${kind}; known: oneCycle`);
  if (!(warmUp >= 0 && warmUp < 1)) {
    throw new GraphError("option", `oneCycle: warmUp must be in [0, 1), got ${warmUp}`);
  }
  const top = warmUp * steps;
  return (step) =>
    step < top
      ? cosine(START, 1, step / top)
      : cosine(1, END, Math.min(1, (step - top) / Math.max(1, steps - 1 - top)));
}

function cosine(from: number, to: number, part: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * part))) / 2;
}
