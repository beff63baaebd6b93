/**
 * The best split of each node of a level that one thread has seen, in memory that all threads see. Of equal gains the
 * lower feature's wins, and within a feature the first seen, so the best does not depend on who looked at what when.
 */

/** Numbers kept of a split. */
const GAIN = 0;
const FEATURE = 1;
/** The threshold itself (exact), or the last bin that goes left (hist). */
const THRESHOLD = 2;
const DEFAULT_LEFT = 3;
const LEFT_GRADIENT = 4;
const LEFT_HESSIAN = 5;
const RIGHT_GRADIENT = 6;
const RIGHT_HESSIAN = 7;
export const SPLIT_FIELDS = 8;

export interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly threshold: number;
  readonly defaultLeft: boolean;
  readonly leftGradient: number;
  readonly leftHessian: number;
  readonly rightGradient: number;
  readonly rightHessian: number;
}

/** Whether a split takes the place of the best so far. */
export function isBetter(gain: number, feature: number, bestGain: number, bestFeature: number): boolean {
  return gain > bestGain || (gain === bestGain && feature < bestFeature);
}

export function gainKept(splits: Float64Array, at: number): number {
  return splits[at + GAIN];
}

export function featureKept(splits: Float64Array, at: number): number {
  return splits[at + FEATURE];
}

/**
 * Keeps a split, between rows that were summed up and the rest of the node.
 * @param falling the rows were summed up from the highest value: they are the right ones, and missing go left
 */
export function keepSides(
  splits: Float64Array,
  at: number,
  gain: number,
  feature: number,
  threshold: number,
  falling: boolean,
  allGradients: number,
  allHessians: number,
  gradient: number,
  hessian: number,
): void {
  const restGradient = allGradients - gradient;
  const restHessian = allHessians - hessian;
  splits[at + GAIN] = gain;
  splits[at + FEATURE] = feature;
  splits[at + THRESHOLD] = threshold;
  splits[at + DEFAULT_LEFT] = falling ? 1 : 0;
  splits[at + LEFT_GRADIENT] = falling ? restGradient : gradient;
  splits[at + LEFT_HESSIAN] = falling ? restHessian : hessian;
  splits[at + RIGHT_GRADIENT] = falling ? gradient : restGradient;
  splits[at + RIGHT_HESSIAN] = falling ? hessian : restHessian;
}

/** The best of what all threads found for node `index` of a level, who each have room for `capacity` nodes. */
export function bestSplit(splits: Float64Array, capacity: number, threads: number, index: number): Split {
  let best = index * SPLIT_FIELDS;
  for (let thread = 1; thread < threads; thread++) {
    const at = (thread * capacity + index) * SPLIT_FIELDS;
    if (isBetter(splits[at + GAIN], splits[at + FEATURE], splits[best + GAIN], splits[best + FEATURE]))
      best = at;
  }
  return {
    gain: splits[best + GAIN],
    feature: splits[best + FEATURE],
    threshold: splits[best + THRESHOLD],
    defaultLeft: splits[best + DEFAULT_LEFT] === 1,
    leftGradient: splits[best + LEFT_GRADIENT],
    leftHessian: splits[best + LEFT_HESSIAN],
    rightGradient: splits[best + RIGHT_GRADIENT],
    rightHessian: splits[best + RIGHT_HESSIAN],
  };
}
