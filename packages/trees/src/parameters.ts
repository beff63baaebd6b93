import { TreesError } from "./errors.js";
import { OBJECTIVES, type ObjectiveName } from "./objectives.js";

/** XGBoost's parameters, with its meanings and defaults, in our spelling. */
export interface TreeParameters {
  readonly objective: ObjectiveName;
  /** Number of trees at most. 100. */
  readonly rounds: number;
  /** Split finding: every value (`exact`), or at most `maxBin` quantiles of each feature (`hist`, the default). */
  readonly treeMethod: "exact" | "hist";
  /** Learning rate. 0.3. */
  readonly eta: number;
  /** 6. */
  readonly maxDepth: number;
  /** Least sum of hessians in a child. 1. */
  readonly minChildWeight: number;
  /** Least gain of a split (`min_split_loss`). 0. */
  readonly gamma: number;
  /** L2 penalty of leaf weights. 1. */
  readonly lambda: number;
  /** L1 penalty of leaf weights. 0. */
  readonly alpha: number;
  /** Share of the rows that each tree sees. 1. */
  readonly subsample: number;
  /** Share of the features that each tree sees, of these each level, and of these each node. 1. */
  readonly colsampleBytree: number;
  readonly colsampleBylevel: number;
  readonly colsampleBynode: number;
  /** Weight of the rows labelled 1. 1. */
  readonly scalePosWeight: number;
  /** Prediction before the first tree. 0.5. */
  readonly baseScore: number;
  /** Bins of a feature at most, with `hist`. 256. */
  readonly maxBin: number;
}

export const DEFAULT_PARAMETERS: TreeParameters = {
  objective: "binary:logistic",
  rounds: 100,
  treeMethod: "hist",
  eta: 0.3,
  maxDepth: 6,
  minChildWeight: 1,
  gamma: 0,
  lambda: 1,
  alpha: 0,
  subsample: 1,
  colsampleBytree: 1,
  colsampleBylevel: 1,
  colsampleBynode: 1,
  scalePosWeight: 1,
  baseScore: 0.5,
  maxBin: 256,
};

interface Range {
  readonly expected: string;
  accepts(value: number): boolean;
}

const between = (least: number, most: number): Range => ({
  expected: `a whole number from ${least} to ${most}`,
  accepts: (value) => Number.isInteger(value) && value >= least && value <= most,
});
const nonNegative: Range = {
  expected: "a number, 0 or more",
  accepts: (value) => value >= 0 && value < Infinity,
};
const positive: Range = { expected: "a number above 0", accepts: (value) => value > 0 && value < Infinity };
const share: Range = {
  expected: "a number above 0, 1 at most",
  accepts: (value) => value > 0 && value <= 1,
};

const RANGES: Readonly<Record<string, Range>> = {
  rounds: between(1, 1_000_000),
  eta: { expected: "a number from 0 to 1", accepts: (value) => value >= 0 && value <= 1 },
  maxDepth: between(1, 30),
  minChildWeight: nonNegative,
  gamma: nonNegative,
  lambda: nonNegative,
  alpha: nonNegative,
  subsample: share,
  colsampleBytree: share,
  colsampleBylevel: share,
  colsampleBynode: share,
  scalePosWeight: positive,
  maxBin: between(2, 65_535),
};

/**
 * What was given, in float32, and the defaults for the rest.
 * @throws TreesError `parameter` with the name of one that is unknown or out of its range
 */
export function completeParameters(given: Partial<TreeParameters>): TreeParameters {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(DEFAULT_PARAMETERS, name));
  if (unknown !== undefined) throw refused(unknown, `one of ${Object.keys(DEFAULT_PARAMETERS).join(", ")}`);
  const parameters = { ...DEFAULT_PARAMETERS, ...given };
  if (!Object.hasOwn(OBJECTIVES, parameters.objective)) {
    throw refused("objective", Object.keys(OBJECTIVES).join(" or "), parameters.objective);
  }
  if (parameters.treeMethod !== "exact" && parameters.treeMethod !== "hist") {
    throw refused("treeMethod", "exact or hist", parameters.treeMethod);
  }
  for (const [name, value] of Object.entries(parameters)) {
    const range = name === "baseScore" ? OBJECTIVES[parameters.objective].baseScores : RANGES[name];
    if (range && !(typeof value === "number" && range.accepts(value))) {
      throw refused(name, range.expected, value);
    }
  }
  return roundToFloats(parameters);
}

/** XGBoost keeps these as float32: 0.2 is a little more there, which decides between splits of equal gain. */
function roundToFloats(parameters: TreeParameters): TreeParameters {
  const { fround } = Math;
  return {
    ...parameters,
    eta: fround(parameters.eta),
    minChildWeight: fround(parameters.minChildWeight),
    gamma: fround(parameters.gamma),
    lambda: fround(parameters.lambda),
    alpha: fround(parameters.alpha),
    scalePosWeight: fround(parameters.scalePosWeight),
    baseScore: fround(parameters.baseScore),
  };
}

function refused(name: string, expected: string, value?: unknown): TreesError {
  const came = value === undefined ? "there is no such parameter" : `${String(value)} came`;
  return new TreesError("parameter", `${name}: expected ${expected}, and ${came}`);
}
