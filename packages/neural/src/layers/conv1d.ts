import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { pad } from "../operators/concatenate.js";
import { conv1dInPairs, conv1dInPhases, conv1d as convolve, suitsPairs } from "../operators/convolution.js";
import { minimalFiltering, suitsMinimalFiltering } from "../operators/minimal-filtering.js";
import type { Layer, LayerKind } from "./layer.js";
import { type KernelSettings, requireWhole } from "./settings.js";

/** A convolution along the time axis: [N, length, channels] to [N, windows, filters]. */
export interface Conv1dLayer extends Layer, KernelSettings {
  readonly kind: "conv1d";
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  /** `valid`: whole windows only. `same`: zeros around, so that there are ⌈length / stride⌉ windows. */
  readonly padding: "valid" | "same";
}

export function conv1d(
  settings: {
    filters: number;
    kernel: number;
    stride?: number;
    padding?: "valid" | "same";
  } & KernelSettings,
): Conv1dLayer {
  return { kind: "conv1d", stride: 1, padding: "valid", ...settings };
}

/** With as many filters, what follows is likely to be filtered minimally, and goes faster in phases anyway. */
const WIDE = 64;

/** As few numbers as a processor multiplies at once. */
const NARROW = 16;

export const conv1dKind: LayerKind<Conv1dLayer> = {
  kind: "conv1d",
  window: ({ kernel, stride }) => ({ size: kernel, stride }),
  apply(x, { filters, kernel, stride, padding, initialiser = "glorotUniform", l2 }, context) {
    requireWhole("conv1d", { filters, kernel, stride });
    if (padding !== "valid" && padding !== "same") {
      throw new GraphError("option", `conv1d: padding must be valid or same, got ${padding}`);
    }
    const [, length, channels] = x.shape as [number, number, number];
    if (x.shape.length !== 3) {
      throw new GraphError("shape", `conv1d takes [N, length, channels], not ${format(x.shape)}`);
    }
    const w = context.parameter("kernel", [kernel, channels, filters], initialiser);
    const b = context.parameter("bias", [filters], "zeros");
    context.penalise(w, l2);
    // As Keras splits an odd number of zeros: one more behind than before.
    const zeros = Math.max(0, (Math.ceil(length / stride) - 1) * stride + kernel - length);
    const before = Math.floor(zeros / 2);
    const [first, last] = padding === "same" ? [before, zeros - before] : [0, 0];
    const fits = context.training && length + first + last >= kernel;
    if (fits && suitsMinimalFiltering(x.shape, w.shape, stride)) {
      return minimalFiltering(x, w, b, { before: first, after: last, stride });
    }
    if (fits && filters >= WIDE && (kernel === 1 || kernel * channels <= filters)) {
      return conv1dInPhases(pad(x, 1, first, last), w, b, stride);
    }
    const padded = pad(x, 1, first, last);
    return filters <= NARROW && suitsPairs(padded.shape, w.shape, stride)
      ? conv1dInPairs(padded, w, b)
      : convolve(padded, w, b, stride);
  },
};
