/** Positions a fixed stride apart, and the adjoint: values put back at such positions among zeros. */
import { GraphError } from "../errors.js";
import type { Emitter } from "../graph/emitter.js";
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { format, type Shape } from "../graph/shape.js";
import { reshapeTarget } from "./reshape.js";

export interface Positions {
  readonly start: number;
  readonly count: number;
  readonly stride: number;
}

/** One more than the last of the positions. */
function end({ start, count, stride }: Positions): number {
  return start + (count - 1) * stride + 1;
}

/** Inputs x [N, length, channels]; outputs x at the positions [N, count, channels]. */
const takeOperator: Operator<Positions> = {
  name: "take",
  infer: ([x], { count }) => {
    const [batch, , channels] = (x as Value).shape as [number, number, number];
    return [{ shape: [batch, count, channels] }];
  },
  emit: (emitter, [x], [y], positions) => {
    const bounds = [[positions.start], [end(positions)], [1], [positions.stride]];
    emitter.node("Slice", [x as string, ...bounds.map((bound) => emitter.ints(bound))], {}, y);
  },
  gradient: ({ inputs: [x], attributes, outputGradients: [dy] }) => {
    const length = (x as Value).shape[1] as number;
    return [dy && applyOne(spreadOperator, [dy], { ...attributes, length })];
  },
};

interface SpreadAttributes extends Positions {
  readonly length: number;
}

const spreadOperator: Operator<SpreadAttributes> = {
  name: "spread",
  infer: ([y], { length }) => {
    const [batch, , channels] = (y as Value).shape as [number, number, number];
    return [{ shape: [batch, length, channels] }];
  },
  emit: (emitter, [y], [x], attributes, { inputs }) => {
    emitSpread(emitter, y as string, (inputs[0] as Value).shape, attributes, x);
  },
};

/** Writes y [N, count, channels] at the positions of zeros [N, length, channels]. */
export function emitSpread(
  emitter: Emitter,
  y: string,
  shape: Shape,
  { start, count, stride, length }: SpreadAttributes,
  output?: string,
): string {
  const [batch, , channels] = shape as [number, number, number];
  let spaced = y;
  if (stride > 1) {
    // Zeros between the positions make the stride; the last run of them is cut off again.
    const apart = emitter.node("Reshape", [y, emitter.ints(reshapeTarget([batch, count, 1, channels]))]);
    const padded = emitter.node("Pad", [apart, emitter.ints([0, 0, 0, 0, 0, 0, stride - 1, 0])]);
    const joined = emitter.node("Reshape", [
      padded,
      emitter.ints(reshapeTarget([batch, count * stride, channels])),
    ]);
    const bounds = [[0], [(count - 1) * stride + 1], [1]].map((bound) => emitter.ints(bound));
    spaced = emitter.node("Slice", [joined, ...bounds]);
  }
  const after = length - end({ start, count, stride });
  return emitter.node("Pad", [spaced, emitter.ints([0, start, 0, 0, after, 0])], {}, output);
}

/**
 * x [N, length, channels] at `count` positions, `stride` apart from `start` on: [N, count, channels].
 * @throws GraphError `shape` where x has no such positions
 */
export function take(x: Value, positions: Positions): Value {
  const fits = x.shape.length === 3 && end(positions) <= (x.shape[1] as number);
  if (!fits || positions.start < 0 || positions.count < 1 || positions.stride < 1) {
    const { start, count, stride } = positions;
    const asked = `${count} positions from ${start} on, ${stride} apart`;
    throw new GraphError("shape", `${format(x.shape)} has not ${asked}`);
  }
  return applyOne(takeOperator, [x], positions);
}
