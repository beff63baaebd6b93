import type { Network } from "../network.js";
import type { Random } from "../random.js";

/** Examples and the class each belongs to. */
export interface Examples {
  /** [count, length, channels] */
  readonly x: Float32Array;
  /** [count], 0 … classes − 1 */
  readonly labels: Int32Array;
  /**
   * Steps of an example, where they are more than the network takes. Each time such an example is taken in training, a
   * stretch of as many as the network takes is drawn from it at random, so that hardly two epochs see the same: random
   * crops (Krizhevsky et al. 2012, section 4.1), along time instead of over an image. In validation it is the middle one.
   */
  readonly length?: number;
}

/** Numbers in one example. */
export function exampleSize({ length }: Pick<Examples, "length">, input: Network["input"]): number {
  return (length ?? input.length) * input.channels;
}

/** What copies an example, or the stretch of it that a network takes, to a place in a batch. */
export function createReader(examples: Examples, input: Network["input"]) {
  const { channels } = input;
  const from = exampleSize(examples, input);
  const taken = input.length * channels;
  const spare = (examples.length ?? input.length) - input.length;
  /** @param random draws the stretch; without it, the middle one is taken */
  return (example: number, into: Float32Array, at: number, random?: Random): void => {
    // Nothing is drawn where there is no choice.
    const first =
      spare === 0 ? 0 : random ? Math.floor(random.uniform() * (spare + 1)) : Math.floor(spare / 2);
    const start = example * from + first * channels;
    into.set(examples.x.subarray(start, start + taken), at);
  };
}
