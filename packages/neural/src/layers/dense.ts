import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { gemm } from "../operators/gemm.js";
import type { KernelInitialiser } from "./initialiser.js";
import type { Layer, LayerKind } from "./layer.js";
import { requireWhole } from "./settings.js";

/** A fully connected layer: [N, inputs] to [N, units]. */
export interface DenseLayer extends Layer {
  readonly kind: "dense";
  readonly units: number;
  /** How the kernel begins; `glorotUniform` by default, as in Keras. The bias begins with zeros. */
  readonly initialiser?: KernelInitialiser;
}

export function dense(units: number, settings: { initialiser?: KernelInitialiser } = {}): DenseLayer {
  return { kind: "dense", units, ...settings };
}

export const denseKind: LayerKind<DenseLayer> = {
  kind: "dense",
  apply(x, { units, initialiser = "glorotUniform" }, context) {
    requireWhole("dense", { units });
    if (x.shape.length !== 2)
      throw new GraphError("shape", `dense takes [N, inputs], not ${format(x.shape)}`);
    const w = context.parameter("kernel", [x.shape[1] as number, units], initialiser);
    return gemm(x, w, { bias: context.parameter("bias", [units], "zeros") });
  },
};
