import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { reshape } from "../operators/reshape.js";
import type { Layer, LayerKind } from "./layer.js";
import { requireWhole } from "./settings.js";

/**
 * Cuts time into parts of equal length and runs the same layers on each, with the same weights: [N, length, channels]
 * is read as [N·parts, length / parts, channels], and what they make of it, [N·parts, …], as [N, parts, …].
 */
export interface TimeDistributedLayer extends Layer {
  readonly kind: "timeDistributed";
  readonly parts: number;
  readonly layers: readonly Layer[];
}

export function timeDistributed(settings: { parts: number; layers: readonly Layer[] }): TimeDistributedLayer {
  return { kind: "timeDistributed", ...settings };
}

export const timeDistributedKind: LayerKind<TimeDistributedLayer> = {
  kind: "timeDistributed",
  apply(x, { parts, layers }, context) {
    requireWhole("timeDistributed", { parts });
    const [batch, length, channels] = x.shape as [number, number, number];
    if (x.shape.length !== 3 || length % parts !== 0) {
      const needed = `[N, length, channels] of a length that ${parts} parts share evenly`;
      throw new GraphError("shape", `timeDistributed takes ${needed}, not ${format(x.shape)}`);
    }
    const made = context.inner(layers, reshape(x, [batch * parts, length / parts, channels]));
    return reshape(made, [batch, parts, ...made.shape.slice(1)]);
  },
};
