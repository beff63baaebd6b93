/**
 * What a run of an experiment leaves to be reported: plain data that `JSON.stringify` can write, apart from
 * typed-array columns, which a caller who stores them turns into arrays. Rates and shares are fractions in
 * [0, 1]; the report turns them into percent. Terms follow ISO/IEC 2382-37.
 */

/** A figure, or `null` where it could not be computed (JSON has no NaN; NaN and infinities count as `null`). */
export type Measured = number | null;

/** Numbers in a column. */
export type Column = readonly number[] | Float32Array | Float64Array;

export type Setting = string | number | boolean | null | readonly (string | number)[];

export type Task = "authentication" | "identification";

/** A figure that each user has. */
export interface UserMetric {
  /** Over users, every user counting the same. */
  readonly mean: Measured;
  /** Standard deviation over users. */
  readonly sd?: Measured;
  /** Gini coefficient over users: 0 where all fare alike, towards 1 where few users bear it all. */
  readonly gini?: Measured;
  /** 95 % confidence interval of the mean: [low, high]. */
  readonly interval?: readonly [number, number];
  readonly perUser: Readonly<Record<string, Measured>>;
}

/** A figure over all probes together, and its part for each user. */
export interface PooledMetric {
  readonly value: Measured;
  /** 95 % confidence interval of the value: [low, high]. */
  readonly interval?: readonly [number, number];
  readonly perUser: Readonly<Record<string, Measured>>;
}

/** The figures when the scores of consecutive blocks are averaged. */
export interface BlocksMetric {
  /** How many blocks one decision rests on, ≥ 1. */
  readonly blocks: number;
  readonly auc?: Measured;
  readonly eer?: Measured;
  readonly accuracy?: Measured;
}

export interface RunMetrics {
  /** Share of right decisions: per user for authentication, over all probes for identification. */
  readonly accuracy?: UserMetric | PooledMetric;
  /** Area under the ROC curve; for identification each user against the rest. */
  readonly auc?: UserMetric;
  /** Equal error rate. */
  readonly eer?: UserMetric;
  /** FNMR at the threshold where the FMR is 1 %. */
  readonly fnmrAtFmr1?: UserMetric;
  readonly byBlocks?: readonly BlocksMetric[];
  /**
   * Where all other figures are of impostors whom a model never saw: what `byBlocks` would be of those whose other blocks
   * it learnt from.
   */
  readonly impostorsLearntFrom?: readonly BlocksMetric[];
}

/** A figure that somebody else published, to stand beside ours. */
export interface PublishedFigure {
  /** Which of our figures it compares with. */
  readonly metric: "accuracy" | "auc" | "eer" | "fnmrAtFmr1";
  /** Whose it is and under which protocol. */
  readonly label: string;
  readonly value: number;
}

/** Error rates along the threshold, in order of the threshold; both columns have one length. */
export interface ErrorCurve {
  /** False match rate. */
  readonly fmr: Column;
  /** False non-match rate. */
  readonly fnmr: Column;
}

export interface ErrorCurves {
  readonly perUser: Readonly<Record<string, ErrorCurve>>;
  /** All comparisons in one curve: only where the users' scores share a scale. Without it the mean is drawn. */
  readonly pooled?: ErrorCurve;
}

export interface ConfusionCounts {
  /** Class names, in the order of rows and columns. */
  readonly labels: readonly string[];
  /** `counts[true class][predicted class]`. */
  readonly counts: readonly (readonly number[])[];
}

/** One model's training, a value an epoch, from epoch 1. */
export interface TrainingHistory {
  /** The model's name: its user for authentication. */
  readonly model: string;
  readonly trainLoss?: Column;
  readonly validationLoss?: Column;
  readonly trainAccuracy?: Column;
  readonly validationAccuracy?: Column;
}

/** Comparison scores, higher = more alike. */
export interface ScoreSample {
  readonly mated: Column;
  readonly nonMated: Column;
  /** The threshold that decisions were taken at. */
  readonly threshold?: number;
  /** What the score is, for the axis: "probability", "log-odds", "cosine". Left out: "comparison score". */
  readonly unit?: string;
}

/** Everything that is drawn; what is left out gets no plot. */
export interface RunCurves {
  /** Gives both the ROC and the DET plots. */
  readonly errors?: ErrorCurves;
  readonly confusion?: ConfusionCounts;
  readonly training?: readonly TrainingHistory[];
  readonly scores?: ScoreSample;
  /** Cumulative match characteristic: at index r, the share of probes whose subject is among the r + 1 best. */
  readonly cmc?: Column;
}

export interface BlockCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export interface RunData {
  /** The data set format, or the data set's name. */
  readonly format: string;
  readonly subjects: number;
  readonly sessions: number;
  readonly events: number;
  readonly blocks: Readonly<Record<string, BlockCounts>>;
}

export interface RunSummary {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly task: Task;
  /** One sentence: the split, the amount of test data, what becomes of chunks, what is scaled how. */
  readonly protocol: string;
  /** The command that repeats the run. */
  readonly command?: string;
  readonly data: RunData;
  readonly network: { readonly architecture: string; readonly parameters?: number };
  /** Settings by name, in the order to print them. */
  readonly preprocessing?: Readonly<Record<string, Setting>>;
  readonly training: Readonly<Record<string, Setting>>;
  readonly seed: number | string;
  /** How long the run took, in seconds. */
  readonly seconds: number;
  /** Package or runtime → version. */
  readonly versions: Readonly<Record<string, string>>;
  readonly metrics: RunMetrics;
  readonly published?: readonly PublishedFigure[];
  readonly curves: RunCurves;
}

/** The figure to quote: the value over all probes where there is one, the mean over users otherwise. */
export function headlineValue(metric: UserMetric | PooledMetric): Measured {
  const value = "value" in metric ? metric.value : metric.mean;
  return value !== null && Number.isFinite(value) ? value : null;
}

/** Names in the order a person expects: user7 before user12. */
export function sortedNames(names: Iterable<string>): string[] {
  return [...names].sort(NATURAL_ORDER.compare);
}

const NATURAL_ORDER = new Intl.Collator("en", { numeric: true });

/** Every user that the run has a figure, a curve or blocks of, in natural order. */
export function usersOf(summary: RunSummary): string[] {
  const { accuracy, auc, eer, fnmrAtFmr1 } = summary.metrics;
  const users = new Set(Object.keys(summary.data.blocks));
  for (const metric of [accuracy, auc, eer, fnmrAtFmr1]) {
    for (const user of Object.keys(metric?.perUser ?? {})) users.add(user);
  }
  return sortedNames(users);
}
