/** Gradient boosting of trees: T. Chen, C. Guestrin, XGBoost: a scalable tree boosting system (KDD 2016). */
import { availableParallelism } from "node:os";
import { TreesError } from "../errors.js";
import type { Matrix } from "../matrix.js";
import type { Tree, TreesModel } from "../model.js";
import { OBJECTIVES } from "../objectives.js";
import { completeParameters, type TreeParameters } from "../parameters.js";
import { checkLabels } from "./check-labels.js";
import { type Validation, watchValidation } from "./early-stopping.js";
import { createExactGrower } from "./exact-grower.js";
import { type Grower, growTree } from "./grow-tree.js";
import { createHistogramGrower } from "./histogram-grower.js";
import { JOB, JOBS } from "./jobs.js";
import { createFeatureSampler, type Random, requireRandom, sampleRows } from "./sampling.js";
import { createWork } from "./tasks.js";
import { createTeam, type Team } from "./team.js";
import { createWorkspace, ROWS_A_TASK, type Workspace } from "./workspace.js";

export interface TrainOptions {
  /** Needed where rows or features are sampled. */
  readonly random?: Random;
  readonly validation?: Validation;
  /** Stops when the loss on the validation data has not fallen for so many rounds; the trees after the best go. */
  readonly earlyStoppingRounds?: number;
  /** At most; all cores by default. Small data takes fewer, as it would lose by them. The model does not depend on it. */
  readonly threads?: number;
  readonly onRound?: (round: RoundResult) => void;
}

export interface RoundResult {
  /** From 1. */
  readonly round: number;
  /** Log loss or root mean squared error; without validation data not computed. */
  readonly validationLoss: number | undefined;
}

/** What training takes on one thread, roughly: nanoseconds a value at a level, and a bin of a node. */
const COST = { exact: 6, hist: 1, bin: 4 };

/** Nanoseconds of work from which a further thread gains more than its start costs. */
const WORTH_A_THREAD = 100e6;

/** Each has a place for the best split of every node. */
const MOST_THREADS = 64;

/**
 * Trains a model as XGBoost 1.7 does with the same parameters.
 * @param labels 0 or 1, or shares between, for `binary:logistic`; finite numbers for `reg:squarederror`
 * @throws TreesError `parameter` or `data` where something will not do, `thread` where a thread fails
 */
export async function trainTrees(
  matrix: Matrix,
  labels: ArrayLike<number>,
  parameters: Partial<TreeParameters> = {},
  options: TrainOptions = {},
): Promise<TreesModel> {
  const complete = completeParameters(parameters);
  return trainWithThreads(matrix, labels, complete, options, threadsFor(options.threads, matrix, complete));
}

/** As `trainTrees`, with so many threads, however small the data. */
export async function trainWithThreads(
  matrix: Matrix,
  labels: ArrayLike<number>,
  parameters: TreeParameters,
  options: TrainOptions,
  threads: number,
): Promise<TreesModel> {
  const values = checkLabels(labels, matrix.rows, parameters.objective);
  const random = requireRandom(parameters, options.random);
  requireEarlyStopping(options);
  const watch = options.validation && watchValidation(options.validation, matrix.columns, parameters);
  const workspace = createWorkspace(matrix, values, parameters, threads);
  const team = createTeam(workspace, createWork(workspace, 0));
  try {
    return boost(workspace, matrix, team, random, watch, options);
  } finally {
    await team.dismiss();
  }
}

function boost(
  workspace: Workspace,
  matrix: Matrix,
  team: Team,
  random: Random,
  watch: ReturnType<typeof watchValidation> | undefined,
  options: TrainOptions,
): TreesModel {
  const { parameters, margins, rows, columns, sampled } = workspace;
  const grower = prepare(workspace, team);
  const sampler = createFeatureSampler(columns, parameters, random);
  margins.fill(OBJECTIVES[parameters.objective].marginOf(parameters.baseScore));
  const trees: Tree[] = [];
  let best = { round: 0, loss: Infinity };
  for (let round = 1; round <= parameters.rounds; round++) {
    if (parameters.subsample < 1) sampleRows(sampled, parameters.subsample, random);
    const features = sampler.beginTree();
    workspace.treeFeatures.set(features);
    workspace.job[JOB.features] = features.length;
    team.run(JOBS.differentiate, Math.ceil(rows / ROWS_A_TASK));
    const [gradient, hessian] = sumPairs(workspace);
    trees.push(growTree(grower, parameters, sampler, gradient, hessian));
    const validationLoss = watch?.add(trees[trees.length - 1]);
    options.onRound?.({ round, validationLoss });
    if (validationLoss === undefined) continue;
    if (validationLoss < best.loss) best = { round, loss: validationLoss };
    if (options.earlyStoppingRounds !== undefined && round - best.round >= options.earlyStoppingRounds) break;
  }
  const { objective, baseScore, scalePosWeight } = parameters;
  const stopsEarly = options.earlyStoppingRounds !== undefined && best.round > 0;
  return {
    objective,
    baseScore,
    scalePosWeight,
    features: columns,
    featureNames: matrix.names,
    trees: stopsEarly ? trees.slice(0, best.round) : trees,
    attributes: stopsEarly ? { best_iteration: String(best.round - 1), best_score: String(best.loss) } : {},
  };
}

/** Puts every column in order once, and into bins. */
function prepare(workspace: Workspace, team: Team): Grower {
  const { columns, rows, job, presentRows, histograms, exact } = workspace;
  team.run(JOBS.sort, columns);
  if (histograms) {
    let slots = 1;
    for (let column = 0; column < columns; column++) {
      slots = Math.max(slots, histograms.binCounts[column] + (presentRows[column] < rows ? 1 : 0));
    }
    job[JOB.slots] = slots;
    team.run(JOBS.bin, columns);
    return createHistogramGrower(workspace, histograms, team);
  }
  if (exact) return createExactGrower(workspace, exact, team);
  throw new Error("a workspace has either space");
}

function sumPairs({ taskSums }: Workspace): [gradient: number, hessian: number] {
  let gradient = 0;
  let hessian = 0;
  for (let task = 0; task < taskSums.length / 2; task++) {
    gradient += taskSums[2 * task];
    hessian += taskSums[2 * task + 1];
  }
  return [gradient, hessian];
}

function threadsFor(most: number | undefined, matrix: Matrix, parameters: TreeParameters): number {
  if (most !== undefined && !(Number.isInteger(most) && most >= 1)) {
    throw new TreesError("parameter", `threads: expected a whole number, 1 or more, and ${most} came`);
  }
  const { rounds, maxDepth, treeMethod, maxBin } = parameters;
  const { rows, columns } = matrix;
  const ofValues = COST[treeMethod] * rows * columns * rounds * maxDepth;
  const bins = Math.min(maxBin, differentValues(matrix)) * Math.min(2 ** maxDepth, rows);
  const ofBins = treeMethod === "hist" ? COST.bin * bins * columns * rounds : 0;
  const useful = Math.min(columns, MOST_THREADS, Math.floor((ofValues + ofBins) / WORTH_A_THREAD));
  return Math.max(1, Math.min(most ?? availableParallelism(), useful));
}

/** Rows that tell how many different values a column has, about. */
const ROWS_LOOKED_AT = 512;

/** Of a column in the mean; where nearly all are different, as many as there are rows. */
function differentValues({ columns, rows, data }: Matrix): number {
  const looked = Math.min(rows, ROWS_LOOKED_AT);
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const different = new Set(data.subarray(column * rows, column * rows + looked)).size;
    sum += different > looked / 2 ? rows : different;
  }
  return sum / columns;
}

function requireEarlyStopping({ earlyStoppingRounds, validation }: TrainOptions): void {
  if (earlyStoppingRounds === undefined) return;
  if (!Number.isInteger(earlyStoppingRounds) || earlyStoppingRounds < 1) {
    const came = `${earlyStoppingRounds} came`;
    throw new TreesError("parameter", `earlyStoppingRounds: expected a whole number, 1 or more, and ${came}`);
  }
  if (!validation) throw new TreesError("parameter", "earlyStoppingRounds: expected validation data with it");
}
