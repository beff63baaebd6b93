import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { gemm } from "../operators/gemm.js";
import type { Layer, LayerKind } from "./layer.js";
import { requireWhole } from "./settings.js";

/** A fully connected layer: [N, inputs] to [N, units]. */
export interface DenseLayer extends Layer {
  readonly kind: "dense";
  readonly units: number;
}

export function dense(units: number): DenseLayer {
  return { kind: "dense", units };
}

export const denseKind: LayerKind<DenseLayer> = {
  kind: "dense",
  apply(x, { units }, context) {
    requireWhole("dense", { units });
    if (x.shape.length !== 2)
      throw new GraphError("shape", `dense takes [N, inputs], not ${format(x.shape)}`);
    const w = context.parameter("kernel", [x.shape[1] as number, units], "glorotUniform");
    return gemm(x, w, { bias: context.parameter("bias", [units], "zeros") });
  },
};
