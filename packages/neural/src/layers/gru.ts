import { GRU_GATES, gruSteps } from "../operators/gru.js";
import { ONNX_GRU } from "../operators/recurrent-inference.js";
import type { LayerKind } from "./layer.js";
import {
  applyRecurrent,
  type RecurrentLayer,
  type RecurrentSettings,
  type RecurrentUnit,
  recurrentWindow,
} from "./recurrent.js";

/**
 * A gated recurrent unit (Cho et al. 2014) in Keras's default variant, which is cuDNN's and PyTorch's too: the reset
 * gate weighs the recurrent product (`reset_after`). [N, length, channels] to [N, length, units], or to [N, units]
 * after the last step; a masked step carries the state through. Tensors: kernel [channels, 3·units] with gates
 * update, reset, candidate, begun by glorotUniform; recurrent kernel [units, 3·units], orthogonal; two biases
 * [3·units] of zeros, of the input and of the recurrent product.
 */
export type GruLayer = RecurrentLayer<"gru">;

/** Every step's state, forward, unless told otherwise. */
export function gru(settings: Partial<RecurrentSettings> & Pick<RecurrentSettings, "units">): GruLayer {
  return { kind: "gru", direction: "forward", sequences: true, ...settings };
}

const unit: RecurrentUnit = {
  operator: ONNX_GRU,
  weights: (context, channels, units, prefix) => ({
    kernel: context.parameter(`${prefix}kernel`, [channels, GRU_GATES * units], "glorotUniform"),
    recurrent: context.parameter(`${prefix}recurrent`, [units, GRU_GATES * units], "orthogonal"),
    bias: context.parameter(`${prefix}bias`, [GRU_GATES * units], "zeros"),
    recurrentBias: context.parameter(`${prefix}recurrentBias`, [GRU_GATES * units], "zeros"),
  }),
  steps: (project, { kernel, recurrent, bias, recurrentBias = bias }, mask, attributes) =>
    gruSteps(project(kernel, bias), { recurrent, bias: recurrentBias }, mask, attributes),
};

export const gruKind: LayerKind<GruLayer> = {
  kind: "gru",
  maskedSteps: "respected",
  window: recurrentWindow,
  apply: (x, layer, context) => applyRecurrent(x, layer, context, unit),
};
