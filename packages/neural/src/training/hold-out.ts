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

/**
 * The examples in two parts, the second given by index.
 * @throws GraphError `option` for an index that is of no example, and where nothing is left to train on
 */
export function setApart(count: number, validation: Int32Array): HeldOut {
  const held = new Set(validation);
  const outside = validation.find((index) => index < 0 || index >= count);
  if (outside !== undefined) {
    throw new GraphError("option", `validation: examples 0 … ${count - 1} expected, got ${outside}`);
  }
  if (held.size >= count) throw new GraphError("option", "validation: it leaves no example to train on");
  return {
    training: Int32Array.from({ length: count }, (_, index) => index).filter((index) => !held.has(index)),
    validation: Int32Array.from(held).sort(),
  };
}
