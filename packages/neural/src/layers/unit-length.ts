import { GraphError } from "../errors.js";
import { format } from "../graph/shape.js";
import { direction } from "../operators/direction.js";
import type { Layer, LayerKind } from "./layer.js";

/** Its input [N, size] divided by its length, so that its direction alone is left. */
export interface UnitLengthLayer extends Layer {
  readonly kind: "unitLength";
}

export function unitLength(): UnitLengthLayer {
  return { kind: "unitLength" };
}

export const unitLengthKind: LayerKind<UnitLengthLayer> = {
  kind: "unitLength",
  apply(x) {
    if (x.shape.length !== 2) {
      throw new GraphError("shape", `unitLength takes [N, size], not ${format(x.shape)}`);
    }
    return direction(x, 1);
  },
};
