/** What a training asks of its threads: kinds of jobs, and what a task of them reads. */

/** Kinds of jobs, with what is one task. */
export const JOBS = {
  /** A column: put in order, or cut into bins for histograms. */
  sort: 0,
  /** A column: the bins of its rows. */
  bin: 1,
  /** ROWS_A_TASK rows: their gradients. */
  differentiate: 2,
  /** A feature of the tree (exact), or FEATURES_A_TASK (hist): the best splits of a level's nodes. */
  search: 3,
  /** A node to be split: its rows, sorted into two. */
  partition: 4,
} as const;

/** Places in `Workspace.job`. */
export const JOB = {
  /** Nodes of the level. */
  nodes: 0,
  /** Which of the two row orders the level reads. */
  source: 1,
  /** Slots of a column in a histogram: bins, and the last for missing values. */
  slots: 2,
  /** Features of the tree. */
  features: 3,
  /** Nodes of the level above; 0: the level is the root (exact). */
  nodesAbove: 4,
} as const;
