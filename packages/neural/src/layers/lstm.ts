import { constant } from "../graph/graph.js";
import { multiply } from "../operators/arithmetic.js";
import { LSTM_GATES, LSTM_SLOPES, lstmSteps } from "../operators/lstm.js";
import { ONNX_LSTM } from "../operators/recurrent-inference.js";
import type { LayerKind } from "./layer.js";
import {
  applyRecurrent,
  type RecurrentLayer,
  type RecurrentSettings,
  type RecurrentUnit,
  recurrentWindow,
} from "./recurrent.js";

/**
 * A long short-term memory (Hochreiter & Schmidhuber 1997): [N, length, channels] to [N, length, units], or to
 * [N, units] after the last step. A masked step carries the state through. Tensors are Keras's: kernel
 * [channels, 4·units] with gates input, forget, candidate, output, begun by glorotUniform; recurrent kernel
 * [units, 4·units], orthogonal; bias [4·units], 1 for the forget gate (Jozefowicz et al. 2015), else 0.
 */
export type LstmLayer = RecurrentLayer<"lstm">;

/** Every step's state, forward, unless told otherwise. */
export function lstm(settings: Partial<RecurrentSettings> & Pick<RecurrentSettings, "units">): LstmLayer {
  return { kind: "lstm", direction: "forward", sequences: true, ...settings };
}

const unit: RecurrentUnit = {
  operator: ONNX_LSTM,
  weights: (context, channels, units, prefix) => ({
    kernel: context.parameter(`${prefix}kernel`, [channels, LSTM_GATES * units], "glorotUniform"),
    recurrent: context.parameter(`${prefix}recurrent`, [units, LSTM_GATES * units], "orthogonal"),
    bias: context.parameter(`${prefix}bias`, [LSTM_GATES * units], "forgetGateOnes"),
  }),
  steps(project, { kernel, recurrent, bias }, mask, attributes) {
    const units = recurrent.shape[0] as number;
    const slopes = constant(
      kernel.graph,
      LSTM_SLOPES.flatMap((slope) => new Array<number>(units).fill(slope)),
    );
    const projected = project(kernel, bias, slopes);
    return lstmSteps(projected, multiply(recurrent, slopes), mask, attributes);
  },
};

export const lstmKind: LayerKind<LstmLayer> = {
  kind: "lstm",
  maskedSteps: "respected",
  window: recurrentWindow,
  apply: (x, layer, context) => applyRecurrent(x, layer, context, unit),
};
