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

export const reluKind: LayerKind<ActivationLayer<"relu">> = { kind: "relu", apply: (x) => operators.relu(x) };
export const sigmoidKind: LayerKind<ActivationLayer<"sigmoid">> = {
  kind: "sigmoid",
  apply: (x) => operators.sigmoid(x),
};
export const tanhKind: LayerKind<ActivationLayer<"tanh">> = { kind: "tanh", apply: (x) => operators.tanh(x) };
