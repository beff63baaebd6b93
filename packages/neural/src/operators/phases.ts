/**
 * Another order for values over time, in which steps of neighbouring results lie where wide convolutions want them:
 * x [N, length, channels] as [4, blocks, N, channels], position 4·block + phase of every example at [phase, block]. What
 * works position by position works in either order, so between such convolutions values stay as they are: an operator that
 * is given what {@link fromPhases} made looks behind it, and puts its own result into the usual order in turn. A graph keeps
 * only what is read in the end.
 */
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { reshape } from "./reshape.js";

export const PHASES = 4;

interface Blocks {
  readonly phases: number;
  /** At least as many as hold all positions; what is left of the last ones is spare. */
  readonly blocks: number;
}

/** Of the axes, either way. */
const ORDER = [2n, 1n, 0n, 3n];

const toPhasesOperator: Operator<Blocks> = {
  name: "toPhases",
  infer: ([x], { phases, blocks }) => {
    const [batch, , channels] = (x as Value).shape as [number, number, number];
    return [{ shape: [phases, blocks, batch, channels] }];
  },
  emit: (emitter, [x], [y], { phases, blocks }, { inputs }) => {
    const [batch, length, channels] = (inputs[0] as Value).shape as [number, number, number];
    const spare = blocks * phases - length;
    const pads = emitter.ints([0, 0, 0, 0, spare, 0]);
    const whole = spare === 0 ? (x as string) : emitter.node("Pad", [x as string, pads]);
    const apart = emitter.node("Reshape", [whole, emitter.ints([batch, blocks, phases, channels])]);
    emitter.node("Transpose", [apart], { perm: ORDER }, y);
  },
  gradient: ({ inputs: [x], outputGradients: [dy] }) => [
    dy && fromPhases(dy, (x as Value).shape[1] as number),
  ],
};

interface Length {
  /** Positions. In what is spare behind them, anything finite stands. */
  readonly length: number;
}

const fromPhasesOperator: Operator<Length> = {
  name: "fromPhases",
  infer: ([v], { length }) => {
    const [, , batch, channels] = (v as Value).shape as [number, number, number, number];
    return [{ shape: [batch, length, channels] }];
  },
  emit: (emitter, [v], [x], { length }, { inputs }) => {
    const [phases, blocks, batch, channels] = (inputs[0] as Value).shape as [number, number, number, number];
    const turned = emitter.node("Transpose", [v as string], { perm: ORDER });
    const whole = emitter.ints([batch, blocks * phases, channels]);
    if (length === blocks * phases) {
      emitter.node("Reshape", [turned, whole], {}, x);
      return;
    }
    const bounds = [[0], [length], [1]].map((bound) => emitter.ints(bound));
    emitter.node("Slice", [emitter.node("Reshape", [turned, whole]), ...bounds], {}, x);
  },
  gradient: ({ inputs: [v], outputGradients: [dy] }) => {
    const [phases, blocks] = (v as Value).shape as [number, number];
    return [dy && toPhases(dy, { phases, blocks })];
  },
};

interface Behind extends Length {
  readonly v: Value;
  /** Whether nothing is spare. */
  readonly whole: boolean;
}

/** What x [N, length, channels] was put in order from, if it was. */
function phasesBehind({ producer, shape }: Value): Behind | undefined {
  if (producer?.operator.name !== fromPhasesOperator.name) return undefined;
  const v = producer.inputs[0] as Value;
  if (v.shape[0] !== PHASES) return undefined;
  const length = shape[1] as number;
  return { v, length, whole: length === PHASES * (v.shape[1] as number) };
}

/** v [phases, blocks, N, channels] as x [N, length, channels]. */
export function fromPhases(v: Value, length: number): Value {
  return applyOne(fromPhasesOperator, [v], { length });
}

export interface ToPhases {
  /** 4 by default. */
  readonly phases?: number;
  /** As many as hold all positions, by default. */
  readonly blocks?: number;
  /** What may stand behind the last position: zeros by default, which costs more where there was something else. */
  readonly spare?: "zeros" | "anything";
}

/** x [N, length, channels] as v [phases, blocks, N, channels]; of more blocks than asked for, where anything may be spare. */
export function toPhases(x: Value, { phases = PHASES, blocks, spare = "zeros" }: ToPhases = {}): Value {
  const needed = blocks ?? Math.ceil((x.shape[1] as number) / phases);
  const behind = phases === PHASES ? phasesBehind(x) : undefined;
  if (behind && (spare === "anything" || (behind.whole && behind.v.shape[1] === needed))) return behind.v;
  return applyOne(toPhasesOperator, [x], { phases, blocks: needed });
}

/** What `work` makes of x position by position, in the order in which x lies. */
export function throughPhases(x: Value, work: (x: Value) => Value): Value {
  const behind = phasesBehind(x);
  return behind ? fromPhases(work(behind.v), behind.length) : work(x);
}

/** The same for two values of one shape: where one lies in phases, so does what comes of them. */
export function throughPhasesOfBoth(a: Value, b: Value, work: (a: Value, b: Value) => Value): Value {
  const behind = phasesBehind(a) ?? phasesBehind(b);
  if (!behind) return work(a, b);
  const blocks = behind.v.shape[1] as number;
  const [left, right] = [a, b].map((x) => toPhases(x, { blocks, spare: "anything" })) as [Value, Value];
  return left.shape[1] === right.shape[1] ? fromPhases(work(left, right), behind.length) : work(a, b);
}

/** The same for work that must see all positions and nothing else, such as statistics. */
export function throughWholePhases<Result>(
  x: Value,
  work: (x: Value, inOrder: (result: Value) => Value) => Result,
): Result {
  const behind = phasesBehind(x);
  return behind?.whole
    ? work(behind.v, (result) => fromPhases(result, behind.length))
    : work(x, (result) => result);
}

/** The phases [4, blocks, N, channels] that x lies in, if it does, for work on `size` neighbouring positions that share a block. */
export function phasesFor(x: Value, size: number): Value | undefined {
  return PHASES % size === 0 ? phasesBehind(x)?.v : undefined;
}

/** x [N, length, channels] and the axis of its positions; their order does not matter to the one who asks. */
export function positionsOf(x: Value): { readonly x: Value; readonly axis: 0 | 1 } {
  const behind = phasesBehind(x);
  if (!behind?.whole) return { x, axis: 1 };
  const [, , batch, channels] = behind.v.shape as [number, number, number, number];
  return { x: reshape(behind.v, [behind.length, batch, channels]), axis: 0 };
}
