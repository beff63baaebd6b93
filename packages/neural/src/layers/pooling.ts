import { multiply, subtract } from "../operators/arithmetic.js";
import { globalMaxPool as maximum } from "../operators/global-max-pool.js";
import { deviation } from "../operators/standardise.js";
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

/** The standard deviation over all positions: [N, length, channels] to [N, channels]. */
export interface GlobalDeviationPoolLayer extends Layer {
  readonly kind: "globalDeviationPool";
}

export function globalDeviationPool(): GlobalDeviationPoolLayer {
  return { kind: "globalDeviationPool" };
}

/** Keeps the root's slope finite where nothing varies. */
const SMALLEST_VARIANCE = 1e-5;

export const globalDeviationPoolKind: LayerKind<GlobalDeviationPoolLayer> = {
  kind: "globalDeviationPool",
  apply(x) {
    const centred = subtract(x, mean(x, [1], true));
    return deviation(mean(multiply(centred, centred), [1]), SMALLEST_VARIANCE);
  },
};
