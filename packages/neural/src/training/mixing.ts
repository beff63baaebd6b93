/**
 * Examples made of two: a stretch of a block gives way to the same stretch of another of the batch, and the target is of
 * both, in proportion to their lengths. So no single telling moment of a block is enough to learn it by heart. Source:
 * CutMix (Yun et al. 2019), along time instead of over an image; the stretch is as likely of any length.
 */
import type { Random } from "../random.js";

export interface Mixing {
  /** How likely an example is to be cut into, in [0, 1]. */
  readonly share: number;
  /**
   * How likely a stretch of an example gives way, before that, to one of another example of its own class, in [0, 1]; the
   * target stays. None does by default. So classes of few examples have more that differ.
   */
  readonly own?: number | undefined;
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
 * part of the length; rows of weight 0 take in nothing of other classes, and give nothing.
 */
export function createMixer(
  { share, own: ownShare = 0 }: Mixing,
  { batch, length, channels, classes }: BatchShape,
) {
  const size = length * channels;
  const before = {
    x: new Float32Array(batch * size),
    targets: new Float32Array(batch * classes),
    weights: new Float32Array(batch),
  };
  /** Copies a stretch of one row, as it was before, over the same of another; returns its number of steps. */
  const cutInto = (x: Float32Array, row: number, other: number, random: Random): number => {
    const steps = Math.floor(random.uniform() * (length + 1));
    const first = Math.floor(random.uniform() * (length - steps + 1));
    const from = other * size + first * channels;
    x.set(before.x.subarray(from, from + steps * channels), row * size + first * channels);
    return steps;
  };
  const mixOwn = ({ x, targets, weights }: MixedBatch, random: Random): void => {
    before.x.set(x);
    const classOf = Int32Array.from({ length: batch }, (_, row) => largest(targets, row, classes));
    for (let row = 0; row < batch; row++) {
      if (random.uniform() >= ownShare) continue;
      const others: number[] = [];
      for (let other = 0; other < batch; other++) {
        if (other !== row && classOf[other] === classOf[row] && weights[other] !== 0) others.push(other);
      }
      const other = others[Math.floor(random.uniform() * others.length)];
      if (other !== undefined) cutInto(x, row, other, random);
    }
  };
  return (mixed: MixedBatch, random: Random): void => {
    const { x, targets, weights } = mixed;
    if (ownShare > 0) mixOwn(mixed, random);
    before.x.set(x);
    before.targets.set(targets);
    before.weights.set(weights);
    for (let row = 0; row < batch; row++) {
      if (random.uniform() >= share) continue;
      const other = Math.floor(random.uniform() * batch);
      if (before.weights[row] === 0 || before.weights[other] === 0) {
        // As many numbers are drawn whatever the weights.
        random.uniform();
        random.uniform();
        continue;
      }
      const steps = cutInto(x, row, other, random);
      const own = (1 - steps / length) * (before.weights[row] as number);
      const others = (steps / length) * (before.weights[other] as number);
      weights[row] = own + others;
      for (let c = 0; c < classes; c++) {
        targets[row * classes + c] =
          (own * (before.targets[row * classes + c] as number) +
            others * (before.targets[other * classes + c] as number)) /
          (own + others);
      }
    }
  };
}

/** The class that a row's target is most of. */
function largest(targets: Float32Array, row: number, classes: number): number {
  const own = targets.subarray(row * classes, (row + 1) * classes);
  return own.indexOf(Math.max(...own));
}
