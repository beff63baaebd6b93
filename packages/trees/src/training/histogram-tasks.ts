/**
 * Histograms of gradients: for each node and feature, the sums over the rows of each bin, and the best split between
 * two bins. Of two siblings the smaller is summed up and the larger is what remains of their parent.
 */
import { featureKept, gainKept, isBetter, keepSides, SPLIT_FIELDS } from "./best-splits.js";
import { binColumn, cutColumn } from "./cut-column.js";
import { gainOf } from "./gain.js";
import { JOB } from "./jobs.js";
import { type Bins, partitionRows } from "./partition-rows.js";
import { listPresent, type SortScratch } from "./sort-column.js";
import { createSumKernels, type SumKernel } from "./sum-kernel.js";
import type { HistogramSpace, Workspace } from "./workspace.js";

const { fround } = Math;

/** How a node comes by its histogram. */
export const MODES = {
  /** Not at all: it cannot be split. */
  none: 0,
  /** Its rows are summed up. */
  sum: 1,
  /** Its parent's stands in its place, and its sibling's is subtracted. */
  subtract: 2,
  /** As `sum`, but only for its sibling's sake. */
  sumForSibling: 3,
} as const;

/** Features of a search task: so many columns are summed up together. */
export const FEATURES_A_TASK = 4;

export interface HistogramTasks {
  cut(column: number, scratch: SortScratch): void;
  bin(column: number): void;
  /** @param task which {@link FEATURES_A_TASK} features of the tree */
  search(task: number): void;
  partition(node: number): void;
}

export function createHistogramTasks(
  workspace: Workspace,
  space: HistogramSpace,
  thread: number,
): HistogramTasks {
  const { rows, job, parameters } = workspace;
  const kernels = createSumKernels(space.memory);
  let bins: Bins = new Uint8Array(0);
  /** Known when all columns are cut. */
  const binsNow = () => {
    if (bins.length === 0) {
      const { buffer, byteOffset, length } = space.bins;
      bins = job[JOB.slots] <= 256 ? new Uint8Array(buffer, byteOffset, length) : space.bins;
    }
    return bins;
  };
  const columnOrder = (column: number) =>
    workspace.orders.subarray(column * rows, column * rows + workspace.presentRows[column]);
  const columnData = (column: number) => workspace.data.subarray(column * rows, (column + 1) * rows);
  return {
    cut(column, scratch) {
      const data = columnData(column);
      const order = workspace.orders.subarray(column * rows, (column + 1) * rows);
      const present = listPresent(data, order);
      workspace.presentRows[column] = present;
      const { cuts, floor } = cutColumn(data, order, present, parameters.maxBin, scratch);
      space.cuts.set(cuts, column * parameters.maxBin);
      space.binCounts[column] = cuts.length;
      space.floors[column] = floor;
    },
    bin(column) {
      const first = column * parameters.maxBin;
      const cuts = space.cuts.subarray(first, first + space.binCounts[column]);
      const own = binsNow().subarray(column * rows, (column + 1) * rows);
      binColumn(columnData(column), columnOrder(column), cuts, job[JOB.slots] - 1, own);
    },
    search(task) {
      const bins = binsNow();
      const kernel = bins.BYTES_PER_ELEMENT === 1 ? kernels.narrow : kernels.wide;
      const end = Math.min((task + 1) * FEATURES_A_TASK, job[JOB.features]);
      const features = workspace.treeFeatures.subarray(task * FEATURES_A_TASK, end);
      sumUp(workspace, space, kernel, bins, features);
      for (const column of features) search(workspace, space, column, thread);
    },
    partition: (node) => partitionRows(workspace, space, binsNow(), node),
  };
}

/** The histograms of the level's nodes that are to be summed up, for up to four columns. */
function sumUp(
  workspace: Workspace,
  space: HistogramSpace,
  { one, four }: SumKernel,
  bins: Bins,
  columns: Int32Array,
): void {
  const { job, rows } = workspace;
  const { begins, ends, modes, places, sums } = space;
  const rowStart = space.rowOrders[job[JOB.source]].byteOffset;
  const pairStart = space.pairOrders[job[JOB.source]].byteOffset;
  const binsAt = (column: number) => bins.byteOffset + column * rows * bins.BYTES_PER_ELEMENT;
  const [a, b, c, d] = columns;
  for (let node = 0; node < job[JOB.nodes]; node++) {
    if (modes[node] !== MODES.sum && modes[node] !== MODES.sumForSibling) continue;
    const sumsAt = (column: number) => sums.byteOffset + 8 * placeOf(workspace, places[node], column);
    for (const column of columns) clearColumn(workspace, space, places[node], column);
    const begin = rowStart + 4 * begins[node];
    const end = rowStart + 4 * ends[node];
    const pairs = pairStart + 8 * begins[node];
    if (columns.length === FEATURES_A_TASK) {
      const itsSums = [sumsAt(a), sumsAt(b), sumsAt(c), sumsAt(d)] as const;
      four(...itsSums, binsAt(a), binsAt(b), binsAt(c), binsAt(d), begin, end, pairs);
    } else {
      for (const column of columns) one(sumsAt(column), binsAt(column), begin, end, pairs);
    }
  }
}

/** Where a node's histogram of a column begins. */
function placeOf({ job, columns }: Workspace, place: number, column: number): number {
  return 2 * job[JOB.slots] * (place * columns + column);
}

function clearColumn(
  workspace: Workspace,
  { binCounts, sums }: HistogramSpace,
  place: number,
  column: number,
): void {
  const at = placeOf(workspace, place, column);
  const missing = at + 2 * (workspace.job[JOB.slots] - 1);
  clear(sums, at, at + 2 * binCounts[column]);
  sums[missing] = sums[missing + 1] = 0;
}

/** The best splits of the level's nodes by a column, once all is summed up. */
function search(workspace: Workspace, space: HistogramSpace, column: number, thread: number): void {
  const { job, columns, nodes } = workspace;
  const { modes, places, siblings, sums } = space;
  const missing = job[JOB.slots] - 1;
  const used = 2 * space.binCounts[column];
  const { capacity, allowed } = nodes;
  for (let node = 0; node < job[JOB.nodes]; node++) {
    const mode = modes[node];
    if (mode !== MODES.sum && mode !== MODES.subtract) continue;
    const at = placeOf(workspace, places[node], column);
    if (mode === MODES.subtract) {
      const other = placeOf(workspace, places[siblings[node]], column);
      subtract(sums, at, other, used);
      // Where a bin has the last slot, that is done already.
      if (used <= 2 * missing) subtract(sums, at + 2 * missing, other + 2 * missing, 2);
    }
    if (allowed[node * columns + column] === 1) {
      const split = (thread * capacity + node) * SPLIT_FIELDS;
      searchNode(workspace, space, sums, at, column, node, split);
    }
  }
}

/** As `fill`, which is slow on memory that threads share. */
function clear(sums: Float64Array, begin: number, end: number): void {
  for (let i = begin; i < end; i++) sums[i] = 0;
}

function subtract(sums: Float64Array, from: number, what: number, length: number): void {
  for (let i = 0; i < length; i++) sums[from + i] -= sums[what + i];
}

/** Rows with a value below a cut to the left, the missing to the right; then, where some are missing, to the left. */
function searchNode(
  workspace: Workspace,
  { binCounts }: HistogramSpace,
  sums: Float64Array,
  at: number,
  feature: number,
  node: number,
  split: number,
): void {
  const bins = binCounts[feature];
  const missing = workspace.job[JOB.slots] - 1;
  searchBins(workspace, sums, at, bins, feature, node, split, false);
  const someMissing = bins <= missing && sums[at + 2 * missing + 1] > 0;
  if (someMissing) searchBins(workspace, sums, at, bins, feature, node, split, true);
}

/** Sums up bin by bin from one end, and compares what lies behind with the rest. */
function searchBins(
  { parameters, nodes }: Workspace,
  sums: Float64Array,
  at: number,
  bins: number,
  feature: number,
  node: number,
  split: number,
  falling: boolean,
): void {
  const { lambda, alpha, minChildWeight } = parameters;
  const { splits } = nodes;
  const gradient = nodes.gradients[node];
  const hessian = nodes.hessians[node];
  const rootGain = nodes.rootGains[node];
  let best = gainKept(splits, split);
  let bestFeature = featureKept(splits, split);
  let bestBin = -1;
  let bestGradient = 0;
  let bestHessian = 0;
  let sumGradient = 0;
  let sumHessian = 0;
  const step = falling ? -2 : 2;
  let slot = falling ? at + 2 * (bins - 1) : at;
  // Nothing is called here that the compiler would not draw in: arrays would be looked up anew at every turn.
  for (let count = 0; count < bins; count++, slot += step) {
    const more = sums[slot + 1];
    // An empty bin moves nothing.
    if (more === 0) continue;
    sumGradient += sums[slot];
    sumHessian += more;
    if (sumHessian < minChildWeight) continue;
    const restHessian = hessian - sumHessian;
    // Hessians only add up.
    if (restHessian < minChildWeight) break;
    const restGradient = gradient - sumGradient;
    const gains =
      gainOf(sumGradient, sumHessian, lambda, alpha) + gainOf(restGradient, restHessian, lambda, alpha);
    const gain = fround(fround(gains) - rootGain);
    if (!isBetter(gain, feature, best, bestFeature)) continue;
    best = gain;
    bestFeature = feature;
    bestBin = count;
    bestGradient = sumGradient;
    bestHessian = sumHessian;
  }
  if (bestBin < 0) return;
  const lastBin = falling ? bins - 2 - bestBin : bestBin;
  keepSides(splits, split, best, feature, lastBin, falling, gradient, hessian, bestGradient, bestHessian);
}
