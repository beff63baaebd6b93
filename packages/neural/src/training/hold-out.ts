import { GraphError } from "../errors.js";
import type { Random } from "../random.js";

export interface HeldOut {
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

/** Draws a share of every class for validation, so that both parts know all classes; indices ascend. */
export function holdOut(labels: Int32Array, share: number, random: Random): HeldOut {
  if (!(share >= 0 && share < 1))
    throw new GraphError("option", `validation share must be in [0, 1), got ${share}`);
  const byClass = new Map<number, number[]>();
  labels.forEach((label, index) => {
    const members = byClass.get(label) ?? [];
    members.push(index);
    byClass.set(label, members);
  });
  const validation = [...byClass.entries()]
    .sort(([a], [b]) => a - b)
    .flatMap(([, members]) => random.shuffle(members).slice(0, Math.floor(members.length * share)));
  const held = new Set(validation);
  return {
    training: Int32Array.from(labels.keys()).filter((index) => !held.has(index)),
    validation: Int32Array.from(validation).sort(),
  };
}
