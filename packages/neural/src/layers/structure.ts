import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { concatenate } from "../operators/concatenate.js";
import { reshape } from "../operators/reshape.js";
import type { Layer, LayerKind } from "./layer.js";

/** Several lists of layers over the same input, their outputs joined along the last axis. */
export interface TowersLayer extends Layer {
  readonly kind: "towers";
  readonly towers: readonly (readonly Layer[])[];
}

export function towers(...lists: readonly (readonly Layer[])[]): TowersLayer {
  return { kind: "towers", towers: lists };
}

export const towersKind: LayerKind<TowersLayer> = {
  kind: "towers",
  maskedSteps: "kept",
  apply(x, layer, context) {
    if (layer.towers.length === 0)
      throw new GraphError("option", "towers: at least one list of layers is needed");
    return concatenate(
      layer.towers.map((layers) => context.inner(layers, x)),
      -1,
    );
  },
};

/** Marks its input [N, size] as the representation that signatures are read from; changes nothing. */
export interface FeaturesLayer extends Layer {
  readonly kind: "features";
}

export function features(): FeaturesLayer {
  return { kind: "features" };
}

export const featuresKind: LayerKind<FeaturesLayer> = {
  kind: "features",
  apply(x, _, context) {
    if (x.shape.length !== 2)
      throw new GraphError("shape", `features takes [N, size], not ${format(x.shape)}`);
    context.markFeatures(x);
    return x;
  },
};

/** Reads [N, length, channels] as [N, length·channels]. */
export interface FlattenLayer extends Layer {
  readonly kind: "flatten";
}

export function flatten(): FlattenLayer {
  return { kind: "flatten" };
}

export const flattenKind: LayerKind<FlattenLayer> = {
  kind: "flatten",
  apply(x) {
    const [batch, ...rest] = x.shape as [number, ...number[]];
    return reshape(x, [batch, rest.reduce((product, dim) => product * dim, 1)]);
  },
};
