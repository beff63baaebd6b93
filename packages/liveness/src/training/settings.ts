import type { TreeParameters } from "@wristprint/trees";

/** How a detector is trained. */
export interface DetectorSettings {
  /** Features that stay at most. */
  readonly features: number;
  /** Of two features that correlate by more than this the less important goes. */
  readonly correlation: number;
  /** Copies of each track with points cut out. */
  readonly copies: number;
  /** Of the trees that decide. */
  readonly trees: Partial<TreeParameters>;
  /** Of the trees that rank all features. */
  readonly ranking: Partial<TreeParameters>;
  /** Of the trees whose decisions tell what a feature is worth. */
  readonly worth: Partial<TreeParameters>;
}

/**
 * Chosen by cross-validation on the slider data, with other folds than those of the published figures but the same tracks:
 * see docs/liveness.md. `min_child_weight` is lower than the reference paper's 1.5, and the step is small, with half of the
 * features a split and 70 % of the rows a tree. The trees that rank see few features a split, so that one of two like
 * features does not take all of the gain.
 */
export const DEFAULT_SETTINGS: DetectorSettings = {
  features: 9,
  correlation: 0.9,
  copies: 5,
  trees: {
    rounds: 300,
    eta: 0.05,
    maxDepth: 6,
    gamma: 0,
    minChildWeight: 0.5,
    subsample: 0.7,
    colsampleBynode: 0.5,
  },
  ranking: { rounds: 60, eta: 0.1, maxDepth: 5, colsampleBynode: 0.15, maxBin: 64 },
  worth: {
    rounds: 60,
    eta: 0.15,
    maxDepth: 5,
    maxBin: 64,
    minChildWeight: 0.5,
    subsample: 0.7,
    colsampleBynode: 0.5,
  },
};
