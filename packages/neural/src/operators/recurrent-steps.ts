/** What the steps of recurrent layers have in common. */
import { GraphError } from "../errors.js";
import type { Emitter } from "../graph/emitter.js";
import type { Value } from "../graph/graph.js";
import { format } from "../graph/shape.js";

export interface RecurrentAttributes {
  /** From the last step to the first. */
  readonly backwards: boolean;
  /** Whether every step's state is wanted, or that after the last one only. */
  readonly sequences: boolean;
}

/** Sizes of a recurrent operator's inputs. @throws GraphError where they do not fit */
export function stepSizes(projected: Value, recurrent: Value, mask: Value | undefined, gates: number) {
  const [length, batch, width] = projected.shape as [number, number, number];
  const [units, columns] = recurrent.shape as [number, number];
  const fits = projected.shape.length === 3 && width === gates * units && columns === width;
  if (!fits || (mask && (mask.shape[0] !== length || mask.shape[1] !== batch || mask.shape[2] !== 1))) {
    const shapes = [projected, recurrent, mask].flatMap((value) => (value ? [format(value.shape)] : []));
    throw new GraphError("shape", `the steps of ${gates} gates do not fit: ${shapes.join(", ")}`);
  }
  return { length, batch, units };
}

/** A mask of 1 and 0 as true and false. */
export function emitTruth(emitter: Emitter, mask: string): string {
  return emitter.node("Cast", [mask], { to: BOOL });
}

/** TensorProto.DataType */
const BOOL = 9n;

/** Cuts the last axis of [N, parts·size] into so many parts. */
export function emitSplit(emitter: Emitter, x: string, parts: number, size: number): string[] {
  const names = Array.from({ length: parts }, () => emitter.name("part"));
  emitter.nodes("Split", [x, emitter.ints(new Array<number>(parts).fill(size))], { axis: 1n }, names);
  return names;
}

/** Zeros of a shape that is known. */
export function emitZeros(emitter: Emitter, shape: readonly number[]): string {
  return emitter.node("ConstantOfShape", [emitter.ints(shape)]);
}
