/**
 * Numbers of channels [channels] against large values [N, …, channels]. The runtime goes over such a pair run by run, a run
 * as long as the shorter one, and with few channels that is slower than the arithmetic. So several rows are read as one,
 * and the channels' numbers as often, side by side.
 */
import type { Emitter } from "../graph/emitter.js";
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import { sum } from "./sum.js";

/** Numbers in a run, about: long enough, and still in the nearest cache. */
const RUN = 2048;

/** How values of a shape are read while nodes are written. */
export interface ChannelRuns {
  /** x in long rows. */
  flat(x: string): string;
  /** Long rows in x's shape again. */
  shaped(rows: string, output?: string): string;
  /** A channel's number for all of a long row. */
  spread(perChannel: string): string;
  /** The sum, or the mean, over all that is not a channel: [channels] of long rows. */
  reduced(what: "sum" | "mean", rows: string, output?: string): string;
}

export function channelRuns(emitter: Emitter, shape: Shape): ChannelRuns {
  const channels = shape.at(-1) as number;
  const count = sizeOf(shape) / channels;
  const times = runLength(count, channels);
  // A product with ones is the fastest of sums.
  const added = (values: string, rows: number, weight: number) =>
    emitter.node("MatMul", [emitter.floats(new Array<number>(rows).fill(weight), [1, rows]), values]);
  return {
    flat: (x) => emitter.node("Reshape", [x, emitter.ints([count / times, times * channels])]),
    shaped: (rows, output) => emitter.node("Reshape", [rows, emitter.ints(shape)], {}, output),
    spread: (perChannel) =>
      times === 1 ? perChannel : emitter.node("Tile", [perChannel, emitter.ints([times])]),
    reduced(what, rows, output) {
      const weight = what === "mean" ? 1 / count : 1;
      const own = emitter.ints([channels]);
      if (times === 1) return emitter.node("Reshape", [added(rows, count, weight), own], {}, output);
      const apart = emitter.node("Reshape", [added(rows, count / times, 1), emitter.ints([times, channels])]);
      return emitter.node("Reshape", [added(apart, times, weight), own], {}, output);
    },
  };
}

/** Rows of so many channels that are read as one: a power of two, of which the rows are a multiple. */
function runLength(count: number, channels: number): number {
  let times = 1;
  while (count > 0 && count % (2 * times) === 0 && 2 * times * channels <= RUN) times *= 2;
  return times;
}

/** x + offset, for x [N, …, channels] of known size and an offset [channels]. */
export const addOffsetOperator: Operator<undefined> = {
  name: "addOffset",
  infer: ([x]) => [{ shape: (x as Value).shape }],
  emit: (emitter, [x, offset], [y], _, { inputs }) => {
    const runs = channelRuns(emitter, (inputs[0] as Value).shape);
    const moved = emitter.node("Add", [runs.flat(x as string), runs.spread(offset as string)]);
    runs.shaped(moved, y);
  },
  gradient: ({ outputGradients: [dy], wants }) => [dy, dy && wants(1) ? sumOfChannels(dy) : undefined],
};

export function addOffset(x: Value, offset: Value): Value {
  return applyOne(addOffsetOperator, [x, offset], undefined);
}

const sumOfChannelsOperator: Operator<undefined> = {
  name: "sumOfChannels",
  infer: ([x]) => [{ shape: [(x as Value).shape.at(-1) as number] }],
  emit: (emitter, [x], [y], _, { inputs }) => {
    const runs = channelRuns(emitter, (inputs[0] as Value).shape);
    runs.reduced("sum", runs.flat(x as string), y);
  },
};

/** Σ x over all but the last axis: [channels]. Passes no gradient on; it is for gradients. */
export function sumOfChannels(x: Value): Value {
  const known = sizeOf(x.shape) > 0;
  return known
    ? applyOne(sumOfChannelsOperator, [x], undefined)
    : sum(x, x.shape.map((_, axis) => axis).slice(0, -1));
}
