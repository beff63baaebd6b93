import type { ObjectiveName } from "./objectives.js";

/**
 * A tree as columns of nodes; node 0 is the root. A row goes left where its feature is below the threshold, right
 * where it is not, and where it is missing, as `defaultLeft` says.
 */
export interface Tree {
  readonly nodes: number;
  /** Left child, or −1: a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** −1 for the root. */
  readonly parent: Int32Array;
  readonly feature: Int32Array;
  /** The threshold of a split, or the value of a leaf. */
  readonly threshold: Float32Array;
  /** 1 or 0. */
  readonly defaultLeft: Uint8Array;
  /** By how much the split lowered the loss; 0 for a leaf. */
  readonly gain: Float32Array;
  /** The sum of the hessians of the training rows that came by: with squared error, their number. */
  readonly cover: Float32Array;
  /** The value that the node would have as a leaf, before it is multiplied by eta. */
  readonly weight: Float32Array;
}

/** What training returns and files hold. The margin of a row is the base margin and the sum of its leaves. */
export interface TreesModel {
  readonly objective: ObjectiveName;
  /** What is predicted before the first tree: a probability, or a value. */
  readonly baseScore: number;
  /** The weight of positive rows in training. */
  readonly scalePosWeight: number;
  /** Number of columns that rows have. */
  readonly features: number;
  readonly featureNames: readonly string[] | null;
  readonly trees: readonly Tree[];
  /** Words kept with the model, as XGBoost does: `best_iteration` and `best_score` after early stopping. */
  readonly attributes: Readonly<Record<string, string>>;
}
