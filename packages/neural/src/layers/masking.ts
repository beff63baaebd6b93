import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { multiply } from "../operators/arithmetic.js";
import { stepsOtherThan } from "../operators/steps-other-than.js";
import type { Layer, LayerKind } from "./layer.js";

/**
 * Masks the steps of [N, length, channels] whose channels all equal a value, as Keras's Masking does: they are set
 * to zero, and layers behind leave them out. Recurrent layers carry their state through, pools over time pass over
 * them, layers that work step by step hand the mask on, and others refuse it.
 */
export interface MaskingLayer extends Layer {
  readonly kind: "masking";
  readonly value: number;
}

export function masking(settings: { value?: number } = {}): MaskingLayer {
  return { kind: "masking", value: 0, ...settings };
}

export const maskingKind: LayerKind<MaskingLayer> = {
  kind: "masking",
  maskedSteps: "respected",
  apply(x, { value }, context) {
    if (!Number.isFinite(value))
      throw new GraphError("option", `masking: value must be a number, got ${value}`);
    if (x.shape.length !== 3) {
      throw new GraphError("shape", `masking takes [N, length, channels], not ${format(x.shape)}`);
    }
    const own = stepsOtherThan(x, value);
    const before = context.stepMask(x);
    const mask = before ? multiply(own, before) : own;
    const masked = multiply(x, mask);
    context.markSteps(masked, mask);
    return masked;
  },
};
