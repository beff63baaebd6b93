/**
 * One-dimensional convolution, channels last, as one matrix product over the windows laid out in rows
 * (Chellapilla, Puri & Simard 2006, "im2col"). Inside a training step this is faster on CPUs than the
 * runtime's own convolution, whose weights it would have to repack at every step.
 */
import { GraphError } from "../errors.js";
import type { Emitter } from "../graph/emitter.js";
import type { Operator, Value } from "../graph/graph.js";
import { apply, applyOne } from "../graph/operator.js";
import { ANY_BATCH, format, type Shape } from "../graph/shape.js";
import { add, multiply } from "./arithmetic.js";
import { sumOfChannels } from "./channels.js";
import { emitInCompany } from "./company.js";
import { concatenate, pad } from "./concatenate.js";
import { gemm } from "./gemm.js";
import { fromPhases, toPhases } from "./phases.js";
import { reshape, reshapeTarget } from "./reshape.js";
import { emitSpread } from "./stride.js";

export interface Conv1dAttributes {
  /** Positions that a kernel covers. */
  readonly kernel: number;
  /** Positions between one window and the next. */
  readonly stride: number;
}

/** How many windows fit into `length` positions. */
function windowCount(length: number, { kernel, stride }: Conv1dAttributes): number {
  return Math.floor((length - kernel) / stride) + 1;
}

/** Shape of the windows [N, windows, kernel·channels] of x [N, length, channels]. */
export function windowShape(x: Shape, attributes: Conv1dAttributes): Shape {
  const [batch, length, channels] = x as [number, number, number];
  if (x.length !== 3 || length < attributes.kernel) {
    throw new GraphError("shape", `a kernel of ${attributes.kernel} does not fit into ${format(x)}`);
  }
  return [batch, windowCount(length, attributes), attributes.kernel * channels];
}

/** Writes the nodes that lay out x's windows as rows; returns the name of [N, windows, kernel·channels]. */
export function emitWindows(
  emitter: Emitter,
  x: string,
  shape: Shape,
  attributes: Conv1dAttributes,
  output?: string,
) {
  const { kernel, stride } = attributes;
  const [batch, length, channels] = shape as [number, number, number];
  const count = windowCount(length, attributes);
  // Where kernel and length are whole strides, `stride` neighbouring positions are cut out as one.
  const together = kernel % stride === 0 && length % stride === 0 ? stride : 1;
  const step = stride / together;
  const view =
    together === 1
      ? x
      : emitter.node("Reshape", [
          x,
          emitter.ints(reshapeTarget([batch, length / together, channels * together])),
        ]);
  const offsets = Array.from({ length: kernel / together }, (_, offset) =>
    emitter.node("Slice", [
      view,
      emitter.ints([offset]),
      emitter.ints([offset + (count - 1) * step + 1]),
      emitter.ints([1]),
      emitter.ints([step]),
    ]),
  );
  return emitter.node("Concat", offsets, { axis: 2n }, output);
}

/** Inputs x [N, length, channels], w [kernel, channels, filters], b [filters]; outputs y and its windows. */
export const conv1dOperator: Operator<Conv1dAttributes> = {
  name: "conv1d",
  infer: ([x, w, b], attributes) => {
    const [batch, windows, row] = windowShape((x as Value).shape, attributes) as [number, number, number];
    const [kernel, channels, filters] = (w as Value).shape as [number, number, number];
    if (kernel !== attributes.kernel || kernel * channels !== row || b?.shape[0] !== filters) {
      throw new GraphError(
        "shape",
        `a convolution of ${format((x as Value).shape)} needs a kernel [${attributes.kernel}, channels, filters] and a bias [filters], got ${format((w as Value).shape)} and ${b ? format(b.shape) : "none"}`,
      );
    }
    return [{ shape: [batch, windows, filters] }, { shape: [batch, windows, row] }];
  },
  emit: (emitter, [x, w, b], [y, windows], attributes, { inputs, outputs }) => {
    const xShape = (inputs[0] as Value).shape;
    const [batch, count, row] = (outputs[1] as Value).shape as [number, number, number];
    const filters = (outputs[0] as Value).shape[2] as number;
    const laidOut = emitWindows(emitter, x as string, xShape, attributes, windows);
    const rows = emitter.node("Reshape", [laidOut, emitter.ints([-1, row])]);
    const kernel = emitter.node("Reshape", [w as string, emitter.ints([row, filters])]);
    const product = (some: string, output?: string) =>
      emitter.node("Gemm", [some, kernel, b as string], {}, output);
    const products = emitter.name("products");
    if (batch * count === ANY_BATCH) emitInCompany(emitter, rows, product, products);
    else product(rows, products);
    emitter.node("Reshape", [products, emitter.ints(reshapeTarget([batch, count, filters]))], {}, y);
  },
  gradient: ({ inputs: [x, w], outputs: [, windows], attributes, outputGradients: [dy], wants }) => {
    if (!dy) return [];
    const [batch, count, filters] = dy.shape as [number, number, number];
    const kernel = w as Value;
    const row = (windows as Value).shape[2] as number;
    const dyRows = reshape(dy, [batch * count, filters]);
    const windowRows = reshape(windows as Value, [batch * count, row]);
    const dw = () => reshape(gemm(windowRows, dyRows, { transposeA: true }), kernel.shape);
    const dx = () => {
      const spread = gemm(dyRows, reshape(kernel, [row, filters]), { transposeB: true });
      return overlapAdd(reshape(spread, [batch, count, row]), (x as Value).shape, attributes);
    };
    return [
      wants(0) ? dx() : undefined,
      wants(1) ? dw() : undefined,
      wants(2) ? sumOfChannels(dyRows) : undefined,
    ];
  },
};

/** The windows alone: of x [N, length, channels] they are [N, windows, kernel·channels]. */
const windowsOperator: Operator<Conv1dAttributes> = {
  name: "windows",
  infer: ([x], attributes) => [{ shape: windowShape((x as Value).shape, attributes) }],
  emit: (emitter, [x], [windows], attributes, { inputs }) => {
    emitWindows(emitter, x as string, (inputs[0] as Value).shape, attributes, windows);
  },
  gradient: ({ inputs: [x], attributes, outputGradients: [dy] }) => [
    dy && overlapAdd(dy, (x as Value).shape, attributes),
  ],
};

interface OverlapAttributes extends Conv1dAttributes {
  readonly shape: Shape;
}

/** The adjoint of laying out windows: every window's row is added back where it was cut from. */
const overlapAddOperator: Operator<OverlapAttributes> = {
  name: "overlapAdd",
  infer: (_, { shape }) => [{ shape }],
  emit: (emitter, [rows], [x], { kernel, stride, shape }) => {
    const [batch, length, channels] = shape as [number, number, number];
    const count = windowCount(length, { kernel, stride });
    const parts = Array.from({ length: kernel }, (_, offset) => {
      const bounds = [[offset * channels], [(offset + 1) * channels], [2]].map((bound) =>
        emitter.ints(bound),
      );
      const part = emitter.node("Slice", [rows as string, ...bounds]);
      return emitSpread(emitter, part, [batch, count, channels], { start: offset, count, stride, length });
    });
    emitter.node("Sum", parts, {}, x);
  },
};

function overlapAdd(rows: Value, shape: Shape, { kernel, stride }: Conv1dAttributes): Value {
  return applyOne(overlapAddOperator, [rows], { kernel, stride, shape });
}

/**
 * y [N, windows, filters] of x [N, length, channels] with w [kernel, channels, filters] and b [filters]:
 * only whole windows ("valid" padding).
 */
export function conv1d(x: Value, w: Value, b: Value, stride = 1): Value {
  return apply(conv1dOperator, [x, w, b], { kernel: w.shape[0] as number, stride })[0] as Value;
}

/**
 * The same for a batch of known size, in phases (`phases.ts`), for those who go on in them. Made for few channels: it is
 * the windows that are put in phases, or, with a kernel of 1, x itself.
 */
export function conv1dInPhases(x: Value, w: Value, b: Value, stride = 1): Value {
  const [kernel, channels, filters] = w.shape as [number, number, number];
  const row = kernel * channels;
  const windows = row === channels && stride === 1 ? x : applyOne(windowsOperator, [x], { kernel, stride });
  const v = toPhases(windows, { spare: "anything" });
  const [phases, blocks, batch] = v.shape as [number, number, number];
  const y = gemm(reshape(v, [phases * blocks * batch, row]), reshape(w, [row, filters]), { bias: b });
  return fromPhases(reshape(y, [phases, blocks, batch, filters]), windows.shape[1] as number);
}

/** Whether {@link conv1dInPairs} takes a convolution: every count of positions in it is even. */
export function suitsPairs(x: Shape, w: Shape, stride: number): boolean {
  return stride === 1 && (x[1] as number) % 2 === 0 && (w[0] as number) % 2 === 1 && (w[0] as number) > 1;
}

/**
 * The same, two neighbouring positions at a time: x [N, length / 2, 2·channels] with the kernel twice, side by side, once
 * for each of two results. Where channels and filters are few, this halves the rows to lay out and to multiply, and hardly
 * makes them longer.
 */
export function conv1dInPairs(x: Value, w: Value, b: Value): Value {
  const [batch, length, channels] = x.shape as [number, number, number];
  const [kernel, , filters] = w.shape as [number, number, number];
  const twice = concatenate([pad(w, 0, 0, 1), pad(w, 0, 1, 0)], 2);
  const y = conv1d(
    reshape(x, [batch, length / 2, 2 * channels]),
    reshape(twice, [(kernel + 1) / 2, 2 * channels, 2 * filters]),
    concatenate([b, b], 0),
  );
  return reshape(y, [batch, length - kernel + 1, filters]);
}

/** factor · y + shift for y that a convolution made, drawn into its weights; nothing where y is something else. */
export function scaledConvolution(y: Value, factor: Value, shift: Value): Value | undefined {
  const { producer } = y;
  if (producer?.operator.name !== conv1dOperator.name) return undefined;
  const [x, w, b] = producer.inputs as [Value, Value, Value];
  const { stride } = producer.attributes as Conv1dAttributes;
  return conv1d(x, multiply(w, factor), add(multiply(b, factor), shift), stride);
}
