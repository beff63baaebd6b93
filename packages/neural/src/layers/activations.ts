import { GraphError } from "../errors.js";
import * as operators from "../operators/activation.js";
import type { Layer, LayerKind } from "./layer.js";

/** An activation function, element by element. */
export interface ActivationLayer<Kind extends "relu" | "sigmoid" | "tanh"> extends Layer {
  readonly kind: Kind;
}

export function relu(): ActivationLayer<"relu"> {
  return { kind: "relu" };
}

export function sigmoid(): ActivationLayer<"sigmoid"> {
  return { kind: "sigmoid" };
}

export function tanh(): ActivationLayer<"tanh"> {
  return { kind: "tanh" };
}

export const reluKind: LayerKind<ActivationLayer<"relu">> = {
  kind: "relu",
  maskedSteps: "kept",
  apply: (x) => operators.relu(x),
};
export const sigmoidKind: LayerKind<ActivationLayer<"sigmoid">> = {
  kind: "sigmoid",
  maskedSteps: "kept",
  apply: (x) => operators.sigmoid(x),
};
export const tanhKind: LayerKind<ActivationLayer<"tanh">> = {
  kind: "tanh",
  maskedSteps: "kept",
  apply: (x) => operators.tanh(x),
};

/** x where x > 0, slope · x elsewhere (Maas, Hannun & Ng 2013). */
export interface LeakyReluLayer extends Layer {
  readonly kind: "leakyRelu";
  readonly slope: number;
}

/** @param slope Keras's by default */
export function leakyRelu(slope = 0.3): LeakyReluLayer {
  return { kind: "leakyRelu", slope };
}

export const leakyReluKind: LayerKind<LeakyReluLayer> = {
  kind: "leakyRelu",
  maskedSteps: "kept",
  apply(x, { slope }) {
    if (!(slope >= 0 && slope < 1))
      throw new GraphError("option", `leakyRelu: slope must be in [0, 1), got ${slope}`);
    return operators.leakyRelu(x, slope);
  },
};
