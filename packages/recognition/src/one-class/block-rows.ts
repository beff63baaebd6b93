import type { Channel } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { Rows } from "./rows.js";

/**
 * Blocks as rows, by the channels of one direction or all of them.
 * @param blocks [count, size, channels]
 * @throws RecognitionError `bad-definition` where the signal has no channel of the direction
 */
export function blockRows(
  blocks: Float32Array,
  size: number,
  channels: readonly Channel[],
  direction: "x" | "y" | "both",
): Rows {
  const count = blocks.length / (size * channels.length);
  if (direction === "both") return { count, size: size * channels.length, data: blocks };
  const own = [...channels.keys()].filter((index) => channels[index]?.endsWith(direction.toUpperCase()));
  if (own.length === 0) {
    const known = channels.join(", ");
    throw new RecognitionError(
      "bad-definition",
      `oneClass.input: no ${direction} among the channels ${known}`,
    );
  }
  const data = new Float32Array(count * size * own.length);
  let to = 0;
  for (let step = 0; step < blocks.length; step += channels.length) {
    for (const channel of own) data[to++] = blocks[step + channel];
  }
  return { count, size: size * own.length, data };
}
