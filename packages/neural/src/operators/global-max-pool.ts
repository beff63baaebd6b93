/**
 * The maximum over all positions.
 *
 * Right behind a convolution and a relu, which is how the towers of the paper's network end, it is computed
 * another way. A maximum commutes with adding a bias and with relu, so both move behind it, onto one number a
 * filter. And only the window that won passes a gradient back: of 60 windows 59 are never touched, so the
 * weights' and the input's gradients are gathered from the winners instead of multiplied out. The values are
 * the same; a training step of that network takes about three quarters of the time.
 */
import { GraphError } from "../errors.js";
import type { Operator, Value } from "../graph/graph.js";
import { apply, applyOne } from "../graph/operator.js";
import { format, sizeOf } from "../graph/shape.js";
import { relu, reluOperator } from "./activation.js";
import { add, multiply } from "./arithmetic.js";
import { type Conv1dAttributes, conv1dOperator, emitWindows, windowShape } from "./convolution.js";
import { positionsOf } from "./phases.js";
import { reshape, reshapeTarget, transpose } from "./reshape.js";
import { sum } from "./sum.js";

interface PositionAxis {
  /** Positions along axis 1, x [N, length, channels], or along axis 0, x [length, N, channels]. */
  readonly axis: 0 | 1;
}

/** The maximum [N, channels]. Equal ones share the gradient, as in PyTorch's amax. */
const globalMaxOperator: Operator<PositionAxis> = {
  name: "globalMax",
  infer: ([x], { axis }) => {
    const [first, second, channels] = positional(x as Value);
    return [{ shape: [axis === 0 ? second : first, channels] }];
  },
  emit: (emitter, [x], [y], { axis }) => {
    emitter.node("ReduceMax", [x as string, emitter.ints([axis])], { keepdims: 0n }, y);
  },
  gradient: ({ inputs: [x], outputs: [y], attributes, outputGradients: [dy] }) => [
    dy && applyOne(shareOperator, [dy, x as Value, y as Value], attributes),
  ],
};

/** dy [N, channels] where x is as large as y. Finding all of them is several times faster than finding the first. */
const shareOperator: Operator<PositionAxis> = {
  name: "share",
  infer: ([, x]) => [{ shape: (x as Value).shape }],
  emit: (emitter, [dy, x, y], [dx], { axis }, { inputs }) => {
    const { shape } = inputs[1] as Value;
    const single = emitter.ints(reshapeTarget(shape.map((dim, index) => (index === axis ? 1 : dim))));
    const highest = emitter.node("Reshape", [y as string, single]);
    // To ONNX, element type 1 is float32.
    const winners = emitter.node("Cast", [emitter.node("GreaterOrEqual", [x as string, highest])], {
      to: 1n,
    });
    const count = emitter.node("ReduceSum", [winners, emitter.ints([axis])], { keepdims: 1n });
    const part = emitter.node("Div", [emitter.node("Reshape", [dy as string, single]), count]);
    emitter.node("Mul", [winners, part], {}, dx);
  },
};

/**
 * max over windows of x ∗ w, without bias: x [N, length, channels], w [kernel, channels, filters] to
 * [N, filters]; the further outputs, the winners and the windows, are for the gradients.
 */
const conv1dMaxOperator: Operator<Conv1dAttributes> = {
  name: "conv1dMax",
  infer: ([x, w], attributes) => {
    const windows = windowShape((x as Value).shape, attributes);
    const filters = (w as Value).shape[2] as number;
    const best = [windows[0] as number, filters];
    return [{ shape: best }, { shape: best, type: "int64" }, { shape: windows }];
  },
  emit: (emitter, [x, w], [y, at, windows], attributes, { inputs, outputs }) => {
    const [batch, count, row] = (outputs[2] as Value).shape as [number, number, number];
    const filters = (outputs[0] as Value).shape[1] as number;
    const laidOut = emitWindows(emitter, x as string, (inputs[0] as Value).shape, attributes, windows);
    const rows = emitter.node("Reshape", [laidOut, emitter.ints([-1, row])]);
    const kernel = emitter.node("Reshape", [w as string, emitter.ints([row, filters])]);
    const product = emitter.node("MatMul", [rows, kernel]);
    const z = emitter.node("Reshape", [product, emitter.ints(reshapeTarget([batch, count, filters]))]);
    emitter.node("ReduceMax", [z, emitter.ints([1])], { keepdims: 0n }, y);
    emitter.node("ArgMax", [z], { axis: 1n, keepdims: 0n }, at);
  },
  gradient: ({ inputs: [x, w], outputs: [, at, windows], attributes, outputGradients: [dy], wants }) => {
    if (!dy) return [];
    const kernel = w as Value;
    const [batch, filters] = dy.shape as [number, number];
    const row = (windows as Value).shape[2] as number;
    const dw = () => {
      const winners = apply(winnersOperator, [windows as Value, at as Value], undefined)[0] as Value;
      const weighted = multiply(winners, reshape(dy, [batch, filters, 1]));
      return reshape(transpose(sum(weighted, [0]), [1, 0]), kernel.shape);
    };
    const dx = () => {
      // Each winner's row: its filter's weights times its gradient.
      const weights = transpose(reshape(kernel, [row, filters]), [1, 0]);
      const rows = multiply(reshape(dy, [batch, filters, 1]), weights);
      return apply(scatterOperator, [rows, at as Value, x as Value], attributes)[0];
    };
    return [wants(0) ? dx() : undefined, wants(1) ? dw() : undefined];
  },
};

/** The winning windows [N, filters, row] out of the windows [N, count, row]. */
const winnersOperator: Operator<undefined> = {
  name: "winners",
  infer: ([windows, at]) => {
    const [batch, filters] = (at as Value).shape as [number, number];
    return [{ shape: [batch, filters, (windows as Value).shape[2] as number] }];
  },
  emit: (emitter, [windows, at], [y], _, { inputs }) => {
    const [batch, count, row] = staticShape((inputs[0] as Value).shape) as [number, number, number];
    const first = emitter.ints(
      Array.from({ length: batch }, (_unused, n) => n * count),
      [batch, 1],
    );
    const rows = emitter.node("Reshape", [windows as string, emitter.ints([batch * count, row])]);
    emitter.node("Gather", [rows, emitter.node("Add", [at as string, first])], { axis: 0n }, y);
  },
};

/** Rows [N, filters, kernel·channels] added into zeros of x's shape [N, length, channels] where they won. */
const scatterOperator: Operator<Conv1dAttributes> = {
  name: "scatter",
  infer: ([, , x]) => [{ shape: (x as Value).shape }],
  emit: (emitter, [rows, at], [dx], { kernel, stride }, { inputs }) => {
    const [batch, length, channels] = staticShape((inputs[2] as Value).shape) as [number, number, number];
    const filters = (inputs[1] as Value).shape[1] as number;
    const position =
      stride === 1 ? (at as string) : emitter.node("Mul", [at as string, emitter.ints([stride])]);
    const wide = emitter.node("Reshape", [position, emitter.ints([batch, filters, 1])]);
    const targets = emitter.ints(
      Array.from(
        { length: batch * kernel },
        (_, index) => Math.floor(index / kernel) * length + (index % kernel),
      ),
      [batch, 1, kernel],
    );
    const indices = emitter.node("Reshape", [
      emitter.node("Add", [wide, targets]),
      emitter.ints([batch * filters * kernel, 1]),
    ]);
    const updates = emitter.node("Reshape", [
      rows as string,
      emitter.ints([batch * filters * kernel, channels]),
    ]);
    const zeros = emitter.node("ConstantOfShape", [emitter.ints([batch * length, channels])]);
    const sums = emitter.node("ScatterND", [zeros, indices, updates], { reduction: "add" });
    emitter.node("Reshape", [sums, emitter.ints([batch, length, channels])], {}, dx);
  },
};

function positional({ shape }: Value): [number, number, number] {
  if (shape.length !== 3)
    throw new GraphError("shape", `expected [N, length, channels], got ${format(shape)}`);
  return shape as unknown as [number, number, number];
}

function staticShape(shape: readonly number[]): readonly number[] {
  if (sizeOf(shape) < 0) throw new GraphError("shape", "this gradient needs a batch of known size");
  return shape;
}

/** max over positions of x [N, length, channels]: [N, channels]. Which of equal maxima gets the gradient is open. */
export function globalMaxPool(x: Value): Value {
  const behind = x.producer;
  if (behind?.operator.name === reluOperator.name) return relu(globalMaxPool(behind.inputs[0] as Value));
  if (behind?.operator.name === conv1dOperator.name) {
    const [input, w, b] = behind.inputs as [Value, Value, Value];
    const attributes = behind.attributes as Conv1dAttributes;
    return add(apply(conv1dMaxOperator, [input, w], attributes)[0] as Value, b);
  }
  const { x: values, axis } = positionsOf(x);
  return applyOne(globalMaxOperator, [values], { axis });
}
