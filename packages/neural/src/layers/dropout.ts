import { GraphError } from "../errors.js";
import { multiply } from "../operators/arithmetic.js";
import { throughPhases } from "../operators/phases.js";
import type { Layer, LayerKind } from "./layer.js";

/** Sets a share of the values to zero while training and scales the rest up (Srivastava et al. 2014). */
export interface DropoutLayer extends Layer {
  readonly kind: "dropout";
  readonly rate: number;
}

export function dropout(rate: number): DropoutLayer {
  return { kind: "dropout", rate };
}

export const dropoutKind: LayerKind<DropoutLayer> = {
  kind: "dropout",
  maskedSteps: "kept",
  apply(x, { rate }, context) {
    if (!(rate >= 0 && rate < 1))
      throw new GraphError("option", `dropout: rate must be in [0, 1), got ${rate}`);
    if (!context.training || rate === 0) return x;
    return throughPhases(x, (values) => multiply(values, context.dropoutMask(values.shape, rate)));
  },
};
