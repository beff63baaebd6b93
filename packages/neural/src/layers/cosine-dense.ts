import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { direction } from "../operators/direction.js";
import { gemm } from "../operators/gemm.js";
import { scale as scaled } from "../operators/sum.js";
import type { Layer, LayerKind } from "./layer.js";
import { requireWhole } from "./settings.js";

/**
 * Logits that are cosines: `scale` times the cosine of the angle between the input [N, inputs] and a learnt
 * direction for each unit. Behind it, what tells classes apart is the input's direction alone, as in the cosine
 * similarity of two signatures (Wang et al. 2018, "Additive margin softmax for face verification").
 */
export interface CosineDenseLayer extends Layer {
  readonly kind: "cosineDense";
  readonly units: number;
  readonly scale: number;
}

export function cosineDense(units: number, scale: number): CosineDenseLayer {
  return { kind: "cosineDense", units, scale };
}

export const cosineDenseKind: LayerKind<CosineDenseLayer> = {
  kind: "cosineDense",
  apply(x, { units, scale }, context) {
    requireWhole("cosineDense", { units });
    if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) {
      throw new GraphError("option", `cosineDense: scale must be a number above 0, got ${scale}`);
    }
    if (x.shape.length !== 2) {
      throw new GraphError("shape", `cosineDense takes [N, inputs], not ${format(x.shape)}`);
    }
    const directions = context.parameter("kernel", [x.shape[1] as number, units], "glorotUniform");
    return scaled(gemm(direction(x, 1), direction(directions, 0)), scale);
  },
};
