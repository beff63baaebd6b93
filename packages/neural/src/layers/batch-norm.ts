import { GraphError } from "../errors.js";
import { sizeOf } from "../graph/shape.js";
import { add, divide, multiply, subtract } from "../operators/arithmetic.js";
import { scaledConvolution } from "../operators/convolution.js";
import { deviation, standardise } from "../operators/standardise.js";
import { scale } from "../operators/sum.js";
import type { Layer, LayerKind } from "./layer.js";

/**
 * Batch normalisation (Ioffe & Szegedy 2015) of every channel, the last axis: in training by the batch's own mean
 * and variance, in use by running ones, which are carried along; then a learnt scale and shift. Where its scale is
 * frozen, it acts as in use. Masked steps count in the batch's mean and variance like others, as in Keras 2: they bear
 * on what is learnt, though in use not on any other step.
 */
export interface BatchNormLayer extends Layer {
  readonly kind: "batchNorm";
  /** How much of a running statistic a step replaces. */
  readonly momentum: number;
  readonly epsilon: number;
}

export function batchNorm(settings: { momentum?: number; epsilon?: number } = {}): BatchNormLayer {
  return { kind: "batchNorm", momentum: 0.1, epsilon: 1e-5, ...settings };
}

export const batchNormKind: LayerKind<BatchNormLayer> = {
  kind: "batchNorm",
  maskedSteps: "kept",
  apply(x, { momentum, epsilon }, context) {
    if (!(momentum > 0 && momentum <= 1)) {
      throw new GraphError("option", `batchNorm: momentum must be in (0, 1], got ${momentum}`);
    }
    if (!(epsilon > 0)) throw new GraphError("option", `batchNorm: epsilon must be above 0, got ${epsilon}`);
    const shape = [x.shape.at(-1) as number];
    const gamma = context.parameter("gamma", shape, "ones");
    const beta = context.parameter("beta", shape, "zeros");
    const mean = context.running("mean", shape, "zeros");
    const variance = context.running("variance", shape, "ones");
    if (!context.learns("gamma")) {
      // The factor and the shift are of the weights alone: a runtime computes them once.
      const factor = divide(gamma, deviation(variance, epsilon));
      const shift = subtract(beta, multiply(mean, factor));
      return scaledConvolution(x, factor, shift) ?? add(multiply(x, factor), shift);
    }
    const { y, ...seen } = standardise(x, gamma, beta, epsilon);
    // As PyTorch has it, the running variance is of a sample, n − 1, the one divided by of the batch itself.
    const count = sizeOf(x.shape) / sizeOf(shape);
    const unbiased = scale(seen.variance, count / Math.max(1, count - 1));
    const moved = (old: typeof x, now: typeof x) => add(scale(old, 1 - momentum), scale(now, momentum));
    context.carry("mean", moved(mean, seen.mean));
    context.carry("variance", moved(variance, unbiased));
    return y;
  },
};
