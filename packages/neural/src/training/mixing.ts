/**
 * Examples made of two: a stretch of a block gives way to the same stretch of another of the batch, and the target is of
 * both, in proportion to their lengths. So no single telling moment of a block is enough to learn it by heart. Source:
 * CutMix (Yun et al. 2019), along time instead of over an image; the stretch is as likely of any length.
 */
import type { Random } from "../random.js";

export interface Mixing {
  /** How likely an example is to be cut into, in [0, 1]. */
  readonly share: number;
}

/** A batch that a mixer changes in place. */
export interface MixedBatch {
  /** [batch, length, channels] */
  readonly x: Float32Array;
  /** [batch, classes], each row's sum 1 */
  readonly targets: Float32Array;
  /** [batch], how much each row's loss counts */
  readonly weights: Float32Array;
}

export interface BatchShape {
  readonly batch: number;
  readonly length: number;
  readonly channels: number;
  readonly classes: number;
}

/**
 * What mixes batches of a shape. A mixed row's loss is the sum of both examples' losses, each weighted as before times its
 * part of the length; rows of weight 0 stay, and give nothing.
 */
export function createMixer({ share }: Mixing, { batch, length, channels, classes }: BatchShape) {
  const size = length * channels;
  const before = {
    x: new Float32Array(batch * size),
    targets: new Float32Array(batch * classes),
    weights: new Float32Array(batch),
  };
  return ({ x, targets, weights }: MixedBatch, random: Random): void => {
    before.x.set(x);
    before.targets.set(targets);
    before.weights.set(weights);
    for (let row = 0; row < batch; row++) {
      if (random.uniform() >= share) continue;
      const other = Math.floor(random.uniform() * batch);
      const steps = Math.floor(random.uniform() * (length + 1));
      const first = Math.floor(random.uniform() * (length - steps + 1));
      const own = (1 - steps / length) * (before.weights[row] as number);
      const others = (steps / length) * (before.weights[other] as number);
      const weight = own + others;
      if (before.weights[row] === 0 || before.weights[other] === 0) continue;
      const from = other * size + first * channels;
      x.set(before.x.subarray(from, from + steps * channels), row * size + first * channels);
      weights[row] = weight;
      for (let c = 0; c < classes; c++) {
        targets[row * classes + c] =
          (own * (before.targets[row * classes + c] as number) +
            others * (before.targets[other * classes + c] as number)) /
          weight;
      }
    }
  };
}
