import { GraphError } from "../errors.js";
import { constant, type Value } from "../graph/graph.js";
import { format } from "../graph/shape.js";
import { add, maximum } from "../operators/arithmetic.js";
import { parts, slice } from "../operators/concatenate.js";
import { gemm } from "../operators/gemm.js";
import { fromPhases, phasesFor } from "../operators/phases.js";
import { reshape } from "../operators/reshape.js";
import { take } from "../operators/stride.js";
import { mean, scale } from "../operators/sum.js";
import type { Layer, LayerKind } from "./layer.js";
import { requireWhole } from "./settings.js";

interface PoolLayer<Kind extends string> extends Layer {
  readonly kind: Kind;
  /** Positions that a window covers. */
  readonly size: number;
  /** Positions between one window and the next. */
  readonly stride: number;
}

/** The mean of each window: [N, length, channels] to [N, windows, channels]; whole windows only. */
export type AveragePool1dLayer = PoolLayer<"averagePool1d">;

/** The maximum of each window: [N, length, channels] to [N, windows, channels]; whole windows only. */
export type MaxPool1dLayer = PoolLayer<"maxPool1d">;

/** @param settings.stride the size by default: windows side by side */
export function averagePool1d(settings: { size: number; stride?: number }): AveragePool1dLayer {
  return { kind: "averagePool1d", stride: settings.size, ...settings };
}

/** @param settings.stride the size by default: windows side by side */
export function maxPool1d(settings: { size: number; stride?: number }): MaxPool1dLayer {
  return { kind: "maxPool1d", stride: settings.size, ...settings };
}

export const averagePool1dKind: LayerKind<AveragePool1dLayer> = {
  kind: "averagePool1d",
  window: ({ size, stride }) => ({ size, stride }),
  apply(x, layer) {
    const windows = windowCount(x, layer);
    if (layer.stride === layer.size) return meanSideBySide(x, layer, windows);
    return scale(offsets(x, layer, windows).reduce(add), 1 / layer.size);
  },
};

export const maxPool1dKind: LayerKind<MaxPool1dLayer> = {
  kind: "maxPool1d",
  window: ({ size, stride }) => ({ size, stride }),
  apply(x, layer) {
    const windows = windowCount(x, layer);
    if (layer.stride !== layer.size) return offsets(x, layer, windows).reduce(maximum);
    const [batch, , channels] = x.shape as [number, number, number];
    const v = phasesFor(x, layer.size);
    if (v) {
      // Of neighbouring phases; what is left are fewer of them.
      const [phases, blocks] = v.shape as [number, number];
      const left = phases / layer.size;
      const view = reshape(v, [left, layer.size, blocks * batch, channels]);
      return fromPhases(reshape(parts(view, 1).reduce(maximum), [left, blocks, batch, channels]), windows);
    }
    const view = sideBySide(x, layer, windows);
    return reshape(parts(view, 2).reduce(maximum), [batch, windows, channels]);
  },
};

function windowCount(x: Value, { kind, size, stride }: PoolLayer<string>): number {
  requireWhole(kind, { size, stride });
  const length = x.shape[1] as number;
  if (x.shape.length !== 3 || length < size) {
    const needed = `[N, length, channels] of at least ${size} positions`;
    throw new GraphError("shape", `${kind} takes ${needed}, not ${format(x.shape)}`);
  }
  return Math.floor((length - size) / stride) + 1;
}

/** [N, windows, size, channels]; positions behind the last whole window go. */
function sideBySide(x: Value, { size }: PoolLayer<string>, windows: number): Value {
  const [batch, , channels] = x.shape as [number, number, number];
  return reshape(slice(x, 1, 0, windows * size), [batch, windows, size, channels]);
}

/** With few channels the runtime takes longer to sum over an axis than to multiply by a matrix that does. */
const FEW = 64;

function meanSideBySide(x: Value, layer: PoolLayer<string>, windows: number): Value {
  const { size } = layer;
  const [batch, , channels] = x.shape as [number, number, number];
  const view = sideBySide(x, layer, windows);
  if (size * channels > FEW) return mean(view, [2]);
  const matrix = Float32Array.from({ length: size * channels * channels }, (_, i) =>
    Math.floor(i / channels) % channels === i % channels ? 1 / size : 0,
  );
  const means = gemm(
    reshape(view, [batch * windows, size * channels]),
    constant(x.graph, matrix, [size * channels, channels]),
  );
  return reshape(means, [batch, windows, channels]);
}

/** What stands at every window's first position, second position, …: each [N, windows, channels]. */
function offsets(x: Value, { size, stride }: PoolLayer<string>, windows: number): Value[] {
  return Array.from({ length: size }, (_, start) => take(x, { start, count: windows, stride }));
}
