/**
 * Made-up variants of a block: every channel multiplied by a smooth random curve around 1, as if the same movements
 * had been made now a little stronger, now a little weaker. Source: magnitude warping of Um et al. 2017, Data
 * augmentation of wearable sensor data for Parkinson's disease monitoring using convolutional neural networks, with
 * their number of knots and deviation as defaults of ours. What is 0 stays 0: padding does not come to life.
 */
import type { Random } from "@wristprint/core";

export interface MagnitudeWarp {
  /** Points of a curve between its ends, evenly spread. */
  readonly knots: number;
  /** Standard deviation of the curve's values at its ends and knots. */
  readonly deviation: number;
}

/** @param block [length, channels] */
export function warpMagnitude(
  block: Float32Array,
  channels: number,
  { knots, deviation }: MagnitudeWarp,
  random: Random,
): Float32Array {
  const length = block.length / channels;
  const warped = new Float32Array(block.length);
  for (let channel = 0; channel < channels; channel++) {
    const values = Array.from({ length: knots + 2 }, () => 1 + deviation * random.normal());
    const curve = smoothCurve(values, length);
    for (let i = channel, step = 0; i < block.length; i += channels, step++) {
      warped[i] = (block[i] as number) * (curve[step] as number);
    }
  }
  return warped;
}

/**
 * The natural cubic spline through evenly spaced values, the first and the last at its ends, at so many points.
 * Source: Press et al. 2007, Numerical recipes, section 3.3.
 */
export function smoothCurve(values: readonly number[], points: number): Float64Array {
  const bends = secondDerivatives(values);
  const pieces = values.length - 1;
  return Float64Array.from({ length: points }, (_, point) => {
    const place = points === 1 ? 0 : (point * pieces) / (points - 1);
    const piece = Math.min(pieces - 1, Math.floor(place));
    const b = place - piece;
    const a = 1 - b;
    const [from, to] = [values[piece] as number, values[piece + 1] as number];
    const [bendFrom, bendTo] = [bends[piece] as number, bends[piece + 1] as number];
    return a * from + b * to + ((a ** 3 - a) * bendFrom + (b ** 3 - b) * bendTo) / 6;
  });
}

/** Of the spline at its knots, one apart: the tridiagonal equations solved by elimination; 0 at both ends. */
function secondDerivatives(values: readonly number[]): number[] {
  const bends = values.map(() => 0);
  const factors = values.map(() => 0);
  const at = (i: number) => values[i] as number;
  for (let i = 1; i < values.length - 1; i++) {
    const pivot = 4 + (factors[i - 1] as number);
    factors[i] = -1 / pivot;
    bends[i] = (6 * (at(i + 1) - 2 * at(i) + at(i - 1)) - (bends[i - 1] as number)) / pivot;
  }
  for (let i = values.length - 2; i > 0; i--) {
    bends[i] = (bends[i] as number) + (factors[i] as number) * (bends[i + 1] as number);
  }
  return bends;
}
