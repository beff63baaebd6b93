import { GraphError } from "../errors.js";
import { constant } from "../graph/graph.js";
import { multiply } from "../operators/arithmetic.js";
import type { Layer, LayerKind } from "./layer.js";

/** Sets all channels to zero but the named ones, so that layers behind see nothing of the others. */
export interface KeepChannelsLayer extends Layer {
  readonly kind: "keepChannels";
  /** Places along the last axis, from 0. */
  readonly channels: readonly number[];
}

export function keepChannels(channels: readonly number[]): KeepChannelsLayer {
  return { kind: "keepChannels", channels };
}

export const keepChannelsKind: LayerKind<KeepChannelsLayer> = {
  kind: "keepChannels",
  maskedSteps: "kept",
  apply(x, { channels }) {
    const count = x.shape.at(-1) as number;
    const wrong = channels.find((channel) => !(Number.isInteger(channel) && channel >= 0 && channel < count));
    if (wrong !== undefined || channels.length === 0) {
      const got = wrong === undefined ? "none" : String(wrong);
      throw new GraphError("option", `keepChannels: channels from 0 to ${count - 1} expected, got ${got}`);
    }
    const kept = Array.from({ length: count }, (_, channel) => (channels.includes(channel) ? 1 : 0));
    return multiply(x, constant(x.graph, kept));
  },
};
