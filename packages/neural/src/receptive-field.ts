/** How many of an example's positions one position of a layer's output depends on. */
import type { Shape } from "./graph/shape.js";
import type { LayerWindow } from "./layers/layer.js";

/** What one position of a value sees of the example. */
export interface Sight {
  /** Positions of the example that it depends on: its receptive field. */
  readonly field: number;
  /** Positions of the example from where one position of the value looks to where the next does. */
  readonly stride: number;
}

/** Of the example itself. */
export const OWN_POSITION: Sight = { field: 1, stride: 1 };

/** Positions along time of a value [N, length, channels]; 1 where there is no such axis. */
function positions(shape: Shape): number {
  return shape.length === 3 ? (shape[1] as number) : 1;
}

/**
 * The sight of a layer's output.
 * @param sight of the layer's input
 * @param window what the layer says of itself; by default it looks at one position, and at all where it leaves no time axis
 * @param length of the example: nothing sees more
 */
export function widen(
  sight: Sight,
  from: Shape,
  to: Shape,
  window: LayerWindow | "all" | undefined,
  length: number,
): Sight {
  const before = positions(from);
  const collapses = from.length === 3 && to.length < 3;
  const { size, stride } =
    window === "all" || (window === undefined && collapses)
      ? { size: before, stride: collapses ? before : 1 }
      : (window ?? { size: 1, stride: 1 });
  return {
    field: Math.min(length, sight.field + (size - 1) * sight.stride),
    stride: sight.stride * stride,
  };
}

/** The sight of a layer that runs other layers: the widest of theirs, at the pace of its own output. */
export function widest(sight: Sight, inner: readonly Sight[], from: Shape, to: Shape): Sight {
  return {
    field: Math.max(...inner.map(({ field }) => field)),
    stride: (sight.stride * positions(from)) / positions(to),
  };
}
