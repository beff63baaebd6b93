import { globalMaxPool as maximum } from "../operators/global-max-pool.js";
import { mean } from "../operators/sum.js";
import type { Layer, LayerKind } from "./layer.js";

/** The maximum over all positions: [N, length, channels] to [N, channels]. */
export interface GlobalMaxPoolLayer extends Layer {
  readonly kind: "globalMaxPool";
}

export function globalMaxPool(): GlobalMaxPoolLayer {
  return { kind: "globalMaxPool" };
}

export const globalMaxPoolKind: LayerKind<GlobalMaxPoolLayer> = {
  kind: "globalMaxPool",
  apply: (x) => maximum(x),
};

/** The mean over all positions: [N, length, channels] to [N, channels]. */
export interface GlobalAveragePoolLayer extends Layer {
  readonly kind: "globalAveragePool";
}

export function globalAveragePool(): GlobalAveragePoolLayer {
  return { kind: "globalAveragePool" };
}

export const globalAveragePoolKind: LayerKind<GlobalAveragePoolLayer> = {
  kind: "globalAveragePool",
  apply: (x) => mean(x, [1]),
};
