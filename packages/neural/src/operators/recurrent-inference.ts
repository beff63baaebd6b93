/**
 * Recurrent layers in use: the runtime's own LSTM and GRU, which keep nothing for gradients. Where steps are masked,
 * those that count are moved together, run as sequences of their own lengths, and put back: a masked step then
 * carries the state through, wherever it stands.
 */
import type { Emitter } from "../graph/emitter.js";
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { reshapeTarget } from "./reshape.js";

/** The learnt tensors of one direction, gates side by side in Keras's order. */
export interface RecurrentWeights {
  /** [channels, gates·units] */
  readonly kernel: Value;
  /** [units, gates·units] */
  readonly recurrent: Value;
  /** [gates·units] */
  readonly bias: Value;
  /** Of the recurrent product, where it has its own: [gates·units]. */
  readonly recurrentBias?: Value;
}

/** How ONNX names a kind of recurrent layer, and in which order it wants Keras's gates. */
export interface RecurrentOperator {
  readonly type: "LSTM" | "GRU";
  readonly gates: readonly number[];
}

/** Keras has input, forget, candidate, output; ONNX input, output, forget, candidate. */
export const ONNX_LSTM: RecurrentOperator = { type: "LSTM", gates: [0, 3, 1, 2] };
export const ONNX_GRU: RecurrentOperator = { type: "GRU", gates: [0, 1, 2] };

export type Direction = "forward" | "backward" | "bidirectional";

interface Attributes {
  readonly operator: RecurrentOperator;
  readonly direction: Direction;
  readonly sequences: boolean;
  readonly masked: boolean;
  /** Tensors of a direction. */
  readonly tensors: number;
}

const inferenceOperator: Operator<Attributes> = {
  name: "recurrent",
  needsCompany: true,
  infer: ([x, ...rest], { masked, sequences, tensors }) => {
    const [batch, length] = (x as Value).shape as [number, number];
    const weights = masked ? rest.slice(1) : rest;
    const units = (weights[1] as Value).shape[0] as number;
    const width = units * (weights.length / tensors);
    return [{ shape: sequences ? [batch, length, width] : [batch, width] }];
  },
  emit: (emitter, [x, ...rest], [y], attributes, node) => {
    const { operator, direction, sequences, masked, tensors } = attributes;
    const { type, gates } = operator;
    const [batch, length] = (node.inputs[0] as Value).shape as [number, number];
    const recurrent = node.inputs[masked ? 3 : 2] as Value;
    const units = recurrent.shape[0] as number;
    const weights = masked ? rest.slice(1) : rest;
    const directions = Array.from({ length: weights.length / tensors }, (_, index) =>
      weights.slice(index * tensors, (index + 1) * tensors),
    );
    const sizes = gates.map(() => units);
    const stack = (parts: string[]) => emitter.node("Concat", parts, { axis: 0n });
    const kernels = (index: number) =>
      stack(
        directions.map((own) => {
          const ordered = emitReordered(emitter, own[index] as string, gates, sizes, 1);
          const turned = emitter.node("Transpose", [ordered], { perm: [1n, 0n] });
          return emitter.node("Unsqueeze", [turned, emitter.ints([0])]);
        }),
      );
    const biases = directions.map(([, , bias, recurrentBias]) => {
      const none = emitter.floats(new Array<number>(gates.length * units).fill(0));
      const [first, second] = [bias, recurrentBias].map((name) =>
        name ? emitReordered(emitter, name, gates, sizes, 0) : none,
      ) as [string, string];
      return emitter.node("Unsqueeze", [
        emitter.node("Concat", [first, second], { axis: 0n }),
        emitter.ints([0]),
      ]);
    });
    const moved = masked ? emitTogether(emitter, x as string, rest[0] as string, length) : undefined;
    const steps = emitter.node("Transpose", [moved?.x ?? (x as string)], { perm: [1n, 0n, 2n] });
    const [all, last] = [emitter.name("states"), emitter.name("last")];
    emitter.nodes(
      type,
      [steps, kernels(0), kernels(1), stack(biases), ...(moved ? [moved.lengths] : [])],
      {
        hidden_size: BigInt(units),
        direction: direction === "backward" ? "reverse" : direction,
        ...(type === "GRU" && { linear_before_reset: 1n }),
      },
      [all, last],
    );
    const count = directions.length;
    if (!sequences) {
      // [directions, N, units]
      const byRow = emitter.node("Transpose", [last], { perm: [1n, 0n, 2n] });
      emitter.node("Reshape", [byRow, emitter.ints(reshapeTarget([batch, count * units]))], {}, y);
      return;
    }
    // [length, directions, N, units]
    const byRow = emitter.node("Transpose", [all], { perm: [2n, 0n, 1n, 3n] });
    if (!moved) {
      emitter.node("Reshape", [byRow, emitter.ints(reshapeTarget([batch, length, count * units]))], {}, y);
      return;
    }
    const padded = emitter.node("Pad", [byRow, emitter.ints([0, 1, 0, 0, 0, 0, 0, 0])]);
    const parts = directions.map((_, index) => {
      const own = emitter.node("Gather", [padded, emitter.ints([index], [])], { axis: 2n });
      const back = direction === "backward" || index === 1 ? moved.backward : moved.forward;
      return emitter.node("GatherND", [own, back], { batch_dims: 1n });
    });
    emitter.node("Concat", parts, { axis: 2n }, y);
  },
};

/** The parts of an axis in another order. */
function emitReordered(
  emitter: Emitter,
  x: string,
  order: readonly number[],
  sizes: readonly number[],
  axis: number,
): string {
  if (order.every((from, to) => from === to)) return x;
  const parts = sizes.map(() => emitter.name("gate"));
  emitter.nodes("Split", [x, emitter.ints(sizes)], { axis: BigInt(axis) }, parts);
  return emitter.node(
    "Concat",
    order.map((from) => parts[from] as string),
    { axis: BigInt(axis) },
  );
}

/**
 * Moves the steps of x [N, length, channels] that the mask [N, length, 1] lets count to the front, in order.
 * `forward` and `backward` [N, length, 1] say which state of so moved steps each step has, 0 being the state before
 * the first one and i + 1 that of the i-th: going forward a masked step has the one before it, going backward the
 * one behind it.
 */
function emitTogether(emitter: Emitter, x: string, mask: string, length: number) {
  const column = (name: string) => emitter.node("Reshape", [name, emitter.ints([-1, length, 1])]);
  const one = emitter.ints([1]);
  const counts = emitter.node("Cast", [emitter.node("Reshape", [mask, emitter.ints([-1, length])])], {
    to: INT64,
  });
  const seen = emitter.node("CumSum", [counts, emitter.ints([1], [])]);
  const lengths = emitter.node("ReduceSum", [counts, one], { keepdims: 0n });
  // Every step that counts names itself at its new place; the others at one behind, which is cut off.
  const place = emitter.node("Where", [
    emitter.node("Cast", [counts], { to: BOOL }),
    emitter.node("Sub", [seen, one]),
    emitter.ints([length]),
  ]);
  const rows = emitter.node("Shape", [counts], { start: 0n, end: 1n });
  const places = emitter.node("Expand", [
    emitter.ints([0]),
    emitter.node("Concat", [rows, emitter.ints([length + 1])], { axis: 0n }),
  ]);
  const positions = emitter.ints(
    Array.from({ length }, (_, index) => index),
    [1, length],
  );
  const names = emitter.node("Expand", [positions, emitter.node("Shape", [counts])]);
  const placed = emitter.node("ScatterElements", [places, place, names], { axis: 1n });
  const sources = emitter.node("Slice", [placed, emitter.ints([0]), emitter.ints([length]), one]);
  return {
    x: emitter.node("GatherND", [x, column(sources)], { batch_dims: 1n }),
    lengths: emitter.node("Cast", [lengths], { to: INT32 }),
    forward: column(seen),
    backward: column(emitter.node("Add", [emitter.node("Sub", [seen, counts]), one])),
  };
}

/** TensorProto.DataType */
const INT32 = 6n;
const INT64 = 7n;
const BOOL = 9n;

/**
 * The states of x [N, length, channels] under one or two directions' weights, side by side: of all steps
 * [N, length, directions·units], or after each direction's last step [N, directions·units]. No gradient passes.
 * @param mask [N, length, 1]: where it is 0 the state stays as it was
 */
export function inferRecurrent(
  x: Value,
  weights: readonly RecurrentWeights[],
  mask: Value | undefined,
  { operator, direction, sequences }: Omit<Attributes, "masked" | "tensors">,
): Value {
  const tensors = weights.map(({ kernel, recurrent, bias, recurrentBias }) => [
    kernel,
    recurrent,
    bias,
    ...(recurrentBias ? [recurrentBias] : []),
  ]);
  return applyOne(inferenceOperator, [x, ...(mask ? [mask] : []), ...tensors.flat()], {
    operator,
    direction,
    sequences,
    masked: mask !== undefined,
    tensors: (tensors[0] as Value[]).length,
  });
}
