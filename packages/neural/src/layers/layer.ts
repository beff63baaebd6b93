/**
 * What a layer is. A network is a list of layers as plain data, so that it can stand in a file beside its
 * weights; what a kind of layer does is a `LayerKind`, found by name in the registry.
 */
import type { Value } from "../graph/graph.js";
import type { Shape } from "../graph/shape.js";
import type { Initialiser } from "./initialiser.js";

/** A layer as data: its kind and that kind's settings. */
export interface Layer {
  readonly kind: string;
}

export interface LayerContext {
  /** Whether the graph is for training: dropout acts only then. */
  readonly training: boolean;
  /** A learnt tensor of this layer, by its role in it ("kernel", "bias"). */
  parameter(role: string, shape: Shape, initialiser: Initialiser): Value;
  /** Whether training moves that tensor: not where it is frozen, nor outside training. */
  learns(role: string): boolean;
  /** A tensor that training carries from step to step without a gradient, and inference reads. */
  running(role: string, shape: Shape, initialiser: Initialiser): Value;
  /** What that tensor is after a training step. */
  carry(role: string, next: Value): void;
  /** Adds factor · Σ value² to the loss; nothing where the factor is 0 or left out. */
  penalise(value: Value, factor: number | undefined): void;
  /** A mask handed in at every training step: 0 with probability `rate`, else 1 / (1 − rate). */
  dropoutMask(shape: Shape, rate: number): Value;
  /** Which steps of a value [N, length, channels] count: 1 or 0 at [N, length, 1]. Absent where all do. */
  stepMask(x: Value): Value | undefined;
  /** Says so of a value that this layer made. */
  markSteps(x: Value, mask: Value): void;
  /** Runs further layers on a value, as part of this one. */
  inner(layers: readonly Layer[], x: Value): Value;
  /** Names the value that represents the input: what a signature is read from. */
  markFeatures(x: Value): void;
}

/** What a layer looks at along time for one position of its output. */
export interface LayerWindow {
  /** Positions of its input. */
  readonly size: number;
  /** Positions of its input from one window to the next. */
  readonly stride: number;
}

export interface LayerKind<L extends Layer> {
  readonly kind: L["kind"];
  /**
   * What one position of the output sees of the input: a window, or all of it. Where it is absent, the position
   * itself; all, where no time axis is left; and what inner layers see, where there are any.
   */
  window?(layer: L): LayerWindow | "all";
  /**
   * What becomes of masked steps. `kept`: it works step by step, and the same steps of its output are masked;
   * `respected`: it reads the mask itself. Where it is absent, an input with masked steps is refused, since they
   * would no longer be without effect.
   */
  readonly maskedSteps?: "kept" | "respected";
  /** Adds the layer's nodes; throws GraphError where x or a setting does not fit. */
  apply(x: Value, layer: L, context: LayerContext): Value;
}
