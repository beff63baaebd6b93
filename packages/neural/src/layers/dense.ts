import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { gemm } from "../operators/gemm.js";
import type { Layer, LayerKind } from "./layer.js";
import { type KernelSettings, requireWhole } from "./settings.js";

/** A fully connected layer: [N, inputs] to [N, units]. */
export interface DenseLayer extends Layer, KernelSettings {
  readonly kind: "dense";
  readonly units: number;
}

export function dense(units: number, settings: KernelSettings = {}): DenseLayer {
  return { kind: "dense", units, ...settings };
}

export const denseKind: LayerKind<DenseLayer> = {
  kind: "dense",
  apply(x, { units, initialiser = "glorotUniform", l2 }, context) {
    requireWhole("dense", { units });
    if (x.shape.length !== 2)
      throw new GraphError("shape", `dense takes [N, inputs], not ${format(x.shape)}`);
    const w = context.parameter("kernel", [x.shape[1] as number, units], initialiser);
    context.penalise(w, l2);
    return gemm(x, w, { bias: context.parameter("bias", [units], "zeros") });
  },
};
