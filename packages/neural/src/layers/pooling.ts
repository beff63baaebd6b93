import type { Value } from "../graph/graph.js";
import { multiply, subtract } from "../operators/arithmetic.js";
import { globalMaxPool as maximum } from "../operators/global-max-pool.js";
import { positionsOf } from "../operators/phases.js";
import { reshape } from "../operators/reshape.js";
import { deviation } from "../operators/standardise.js";
import { mean } from "../operators/sum.js";
import type { Layer, LayerKind } from "./layer.js";
import { anyStep, meanOverSteps, sinkMasked } from "./masked-steps.js";

/** The maximum over all positions: [N, length, channels] to [N, channels]. */
export interface GlobalMaxPoolLayer extends Layer {
  readonly kind: "globalMaxPool";
}

export function globalMaxPool(): GlobalMaxPoolLayer {
  return { kind: "globalMaxPool" };
}

export const globalMaxPoolKind: LayerKind<GlobalMaxPoolLayer> = {
  kind: "globalMaxPool",
  maskedSteps: "respected",
  apply(x, _, context) {
    const mask = context.stepMask(x);
    const highest = maximum(sinkMasked(x, mask));
    return mask ? multiply(highest, anyStep(mask)) : highest;
  },
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
  maskedSteps: "respected",
  apply(x, _, context) {
    const mask = context.stepMask(x);
    if (mask) return withoutTime(meanOverSteps(x, mask));
    const { x: values, axis } = positionsOf(x);
    return mean(values, [axis]);
  },
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
  maskedSteps: "respected",
  apply(x, _, context) {
    const mask = context.stepMask(x);
    if (mask) {
      const centred = subtract(x, meanOverSteps(x, mask));
      const variance = withoutTime(meanOverSteps(multiply(centred, centred), mask));
      return deviation(variance, SMALLEST_VARIANCE);
    }
    const { x: values, axis } = positionsOf(x);
    const centred = subtract(values, mean(values, [axis], true));
    return deviation(mean(multiply(centred, centred), [axis]), SMALLEST_VARIANCE);
  },
};

/** [N, 1, channels] as [N, channels]. */
function withoutTime(x: Value): Value {
  const [batch, , channels] = x.shape as [number, number, number];
  return reshape(x, [batch, channels]);
}
