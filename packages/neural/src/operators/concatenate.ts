/** Joining along an axis, and cutting a range out of one. */
import { GraphError } from "../errors.js";
import { constant, type Operator, type Value } from "../graph/graph.js";
import { apply, applyOne } from "../graph/operator.js";
import { format, resolveAxis, sizeOf } from "../graph/shape.js";

interface AxisAttribute {
  readonly axis: number;
}

const concatenateOperator: Operator<AxisAttribute> = {
  name: "concatenate",
  infer: (values, { axis }) => {
    const first = (values[0] as Value).shape;
    const fits = ({ shape }: Value) =>
      shape.length === first.length && shape.every((dim, index) => index === axis || dim === first[index]);
    if (!values.every(fits)) {
      const shapes = values.map((value) => format(value.shape)).join(", ");
      throw new GraphError("shape", `cannot join ${shapes} along axis ${axis}`);
    }
    const joined = values.reduce((total, value) => total + (value.shape[axis] as number), 0);
    return [{ shape: first.map((dim, index) => (index === axis ? joined : dim)) }];
  },
  emit: (emitter, inputs, [y], { axis }) => {
    emitter.node("Concat", inputs, { axis: BigInt(axis) }, y);
  },
  gradient: ({ inputs, attributes: { axis }, outputGradients: [dy], wants }) => {
    let start = 0;
    return inputs.map((value, index) => {
      const from = start;
      start += value.shape[axis] as number;
      return dy && wants(index) ? slice(dy, axis, from, start) : undefined;
    });
  },
};

/** The values one after another along an axis; all other dimensions must agree. */
export function concatenate(values: readonly Value[], axis: number): Value {
  const first = values[0];
  if (!first) throw new GraphError("shape", "nothing to join");
  if (values.length === 1) return first;
  return applyOne(concatenateOperator, values, { axis: resolveAxis(first.shape, axis) });
}

interface SliceAttributes extends AxisAttribute {
  readonly start: number;
  readonly end: number;
}

const sliceOperator: Operator<SliceAttributes> = {
  name: "slice",
  infer: ([x], { axis, start, end }) => [
    { shape: (x as Value).shape.map((dim, index) => (index === axis ? end - start : dim)) },
  ],
  emit: (emitter, [x], [y], { axis, start, end }) => {
    const bounds = [[start], [end], [axis]].map((bound) => emitter.ints(bound));
    emitter.node("Slice", [x as string, ...bounds], {}, y);
  },
  gradient: ({ inputs: [x], attributes: { axis, start, end }, outputGradients: [dy] }) => {
    const size = (x as Value).shape[axis] as number;
    return [dy && pad(dy, axis, start, size - end)];
  },
};

/** x from `start` up to, not including, `end` along an axis. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  const resolved = resolveAxis(x.shape, axis);
  const size = x.shape[resolved] as number;
  if (!(start >= 0 && start < end && end <= size)) {
    throw new GraphError("shape", `no range ${start}–${end} along axis ${axis} of ${format(x.shape)}`);
  }
  return start === 0 && end === size ? x : applyOne(sliceOperator, [x], { axis: resolved, start, end });
}

const partsOperator: Operator<AxisAttribute> = {
  name: "parts",
  infer: ([x], { axis }) => {
    const { shape } = x as Value;
    const part = { shape: shape.map((dim, index) => (index === axis ? 1 : dim)) };
    return Array.from({ length: shape[axis] as number }, () => part);
  },
  emit: (emitter, [x], parts, { axis }) => {
    const sizes = emitter.ints(parts.map(() => 1));
    emitter.nodes("Split", [x as string, sizes], { axis: BigInt(axis) }, parts);
  },
  gradient: ({ outputs, attributes: { axis }, outputGradients }) => {
    const flowing = outputGradients.map((dy, index) => dy ?? zerosLike(outputs[index] as Value));
    return [concatenate(flowing, axis)];
  },
};

function zerosLike({ graph, shape }: Value): Value {
  return constant(graph, new Float32Array(sizeOf(shape)), shape);
}

/** x cut along an axis into slices of size 1, all of which are used. */
export function parts(x: Value, axis: number): readonly Value[] {
  return x.shape[axis] === 1 ? [x] : apply(partsOperator, [x], { axis });
}

interface PadAttributes extends AxisAttribute {
  readonly before: number;
  readonly after: number;
}

const padOperator: Operator<PadAttributes> = {
  name: "pad",
  infer: ([x], { axis, before, after }) => [
    { shape: (x as Value).shape.map((dim, index) => (index === axis ? dim + before + after : dim)) },
  ],
  emit: (emitter, [x], [y], { axis, before, after }, { inputs }) => {
    const rank = (inputs[0] as Value).shape.length;
    const pads = new Array<number>(2 * rank).fill(0);
    pads[axis] = before;
    pads[rank + axis] = after;
    emitter.node("Pad", [x as string, emitter.ints(pads)], {}, y);
  },
  gradient: ({ inputs: [x], attributes: { axis, before }, outputGradients: [dy] }) => {
    const size = (x as Value).shape[axis] as number;
    return [dy && slice(dy, axis, before, before + size)];
  },
};

/** x with zeros before and after it along an axis. */
export function pad(x: Value, axis: number, before: number, after: number): Value {
  if (before === 0 && after === 0) return x;
  const resolved = resolveAxis(x.shape, axis);
  if ((x.shape[resolved] as number) < 0) {
    throw new GraphError("shape", `cannot pad ${format(x.shape)} along a batch of any size`);
  }
  return applyOne(padOperator, [x], { axis: resolved, before, after });
}
