import { GraphError } from "../errors.js";
import { format, sameShape } from "../graph/shape.js";
import { add } from "../operators/arithmetic.js";
import { throughPhasesOfBoth } from "../operators/phases.js";
import type { Layer, LayerKind } from "./layer.js";

/**
 * Two lists of layers over the same input, their outputs added (He et al. 2016, "Deep residual learning"). An empty
 * shortcut hands the input on as it is.
 */
export interface ResidualLayer extends Layer {
  readonly kind: "residual";
  readonly main: readonly Layer[];
  readonly shortcut: readonly Layer[];
}

export function residual(settings: { main: readonly Layer[]; shortcut?: readonly Layer[] }): ResidualLayer {
  return { kind: "residual", shortcut: [], ...settings };
}

export const residualKind: LayerKind<ResidualLayer> = {
  kind: "residual",
  maskedSteps: "kept",
  apply(x, { main, shortcut }, context) {
    const long = context.inner(main, x);
    const short = context.inner(shortcut, x);
    if (!sameShape(long.shape, short.shape)) {
      const shapes = `${format(long.shape)} and ${format(short.shape)}`;
      throw new GraphError("shape", `residual: main and shortcut must make the same shape, got ${shapes}`);
    }
    return throughPhasesOfBoth(long, short, add);
  },
};
