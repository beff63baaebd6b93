import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { softmax, tanh } from "../operators/activation.js";
import { multiply, subtract } from "../operators/arithmetic.js";
import { concatenate } from "../operators/concatenate.js";
import { gemm } from "../operators/gemm.js";
import { reshape } from "../operators/reshape.js";
import { deviation } from "../operators/standardise.js";
import { sum } from "../operators/sum.js";
import type { Layer, LayerKind } from "./layer.js";
import { sinkMasked } from "./masked-steps.js";
import { requireWhole } from "./settings.js";

/**
 * The mean over all positions, weighted by how much each tells: [N, length, channels] to [N, channels]. The weight of
 * position t is the softmax over positions of vᵀ·tanh(Wᵀ·x_t + b), with learnt W [channels, units], b and v (Okabe,
 * Koshinaka & Shinoda 2018, "Attentive statistics pooling for deep speaker embedding", eq. 3–6; their offset k
 * cancels in the softmax, and is left out). With `deviation`, the weighted standard deviation stands behind the mean:
 * [N, 2·channels].
 */
export interface AttentionPoolLayer extends Layer {
  readonly kind: "attentionPool";
  readonly units: number;
  readonly deviation: boolean;
}

export function attentionPool(settings: { units: number; deviation?: boolean }): AttentionPoolLayer {
  return { kind: "attentionPool", deviation: false, ...settings };
}

/** Keeps the root's slope finite where nothing varies. */
const SMALLEST_VARIANCE = 1e-5;

export const attentionPoolKind: LayerKind<AttentionPoolLayer> = {
  kind: "attentionPool",
  maskedSteps: "respected",
  apply(x, { units, deviation: withDeviation }, context) {
    requireWhole("attentionPool", { units });
    if (x.shape.length !== 3) {
      throw new GraphError("shape", `attentionPool takes [N, length, channels], not ${format(x.shape)}`);
    }
    const [batch, length, channels] = x.shape as [number, number, number];
    const kernel = context.parameter("kernel", [channels, units], "glorotUniform");
    const bias = context.parameter("bias", [units], "zeros");
    const score = context.parameter("score", [units, 1], "glorotUniform");
    const hidden = tanh(gemm(reshape(x, [batch * length, channels]), kernel, { bias }));
    const scores = sinkMasked(reshape(gemm(hidden, score), [batch, length, 1]), context.stepMask(x));
    const share = reshape(softmax(reshape(scores, [batch, length])), [batch, length, 1]);
    const mean = sum(multiply(x, share), [1], true);
    if (!withDeviation) return reshape(mean, [batch, channels]);
    const centred = subtract(x, mean);
    const variance = sum(multiply(multiply(centred, centred), share), [1]);
    return concatenate([reshape(mean, [batch, channels]), deviation(variance, SMALLEST_VARIANCE)], 1);
  },
};
