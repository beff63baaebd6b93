/** What was added to all values of a channel, for those to whom it makes no difference. */
import type { Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { addOffsetOperator } from "./channels.js";
import { type GemmAttributes, gemmOperator } from "./gemm.js";
import { reshape, reshapeOperator } from "./reshape.js";

export interface WithoutOffset {
  readonly x: Value;
  /** [channels] */
  readonly offset: Value;
}

/** x as it was before something was added to each channel, its last axis; nothing where that was not the last thing done. */
export function withoutOffset(x: Value): WithoutOffset | undefined {
  const { producer, shape } = x;
  if (!producer) return undefined;
  const [first, second, third] = producer.inputs as [Value, Value?, Value?];
  const channels = shape.at(-1);
  switch (producer.operator.name) {
    case reshapeOperator.name: {
      const before = first.shape.at(-1) === channels ? withoutOffset(first) : undefined;
      return before && { x: reshape(before.x, shape), offset: before.offset };
    }
    case addOffsetOperator.name:
      return second && { x: first, offset: second };
    case gemmOperator.name:
      if (!second || !third) return undefined;
      return {
        x: applyOne(gemmOperator, [first, second], producer.attributes as GemmAttributes),
        offset: third,
      };
    default:
      return undefined;
  }
}
