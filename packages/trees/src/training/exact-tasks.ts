/**
 * The best split of every node of a level, one feature at a time, over all values of the feature: where some are
 * missing, a walk over the node's rows by rising value, missing ones to the right; then one by falling value, missing
 * ones to the left. The threshold lies in the middle of two values.
 */
import { featureKept, gainKept, isBetter, keepSides, SPLIT_FIELDS } from "./best-splits.js";
import { gainOf, LEAST_GAIN } from "./gain.js";
import { JOB } from "./jobs.js";
import { listPresent, type SortScratch, sortRows } from "./sort-column.js";
import type { ExactSpace, Workspace } from "./workspace.js";

const { abs, fround } = Math;

export interface ExactTasks {
  sort(column: number, scratch: SortScratch): void;
  search(feature: number): void;
}

export function createExactTasks(workspace: Workspace, space: ExactSpace, thread: number): ExactTasks {
  const { rows, job, data, orders, presentRows, nodes, columns } = workspace;
  const { capacity, allowed } = nodes;
  const right = new Int32Array(rows);
  const part = <T extends Int32Array | Float32Array>(all: T, column: number) =>
    all.subarray(column * rows, (column + 1) * rows) as T;
  return {
    sort(column, scratch) {
      const values = part(data, column);
      const order = part(orders, column);
      const present = listPresent(values, order);
      presentRows[column] = present;
      sortRows(values, order.subarray(0, present), scratch);
    },
    search(feature) {
      const values = part(data, feature);
      const walk = part(space.walks, feature);
      const lengths = space.lengths.subarray(feature * capacity, (feature + 1) * capacity);
      const present = presentRows[feature];
      const order = part(orders, feature).subarray(0, present);
      if (job[JOB.nodesAbove] === 0) lengths[0] = beginWalk(workspace, order, walk);
      else sendOn(space, walk, lengths, right, job[JOB.nodesAbove]);
      const isConstant = present === 0 || values[order[0]] === values[order[present - 1]];
      const looksUp = present < rows && !isConstant;
      let begin = 0;
      for (let node = 0; node < job[JOB.nodes]; node++) {
        const end = begin + lengths[node];
        if (begin < end && allowed[node * columns + feature] === 1) {
          if (looksUp) walkBy(workspace, walk, values, feature, node, begin, end, thread, false);
          walkBy(workspace, walk, values, feature, node, begin, end, thread, true);
        }
        begin = end;
      }
    },
  };
}

/** The rows that the tree sees, as one node. */
function beginWalk({ parameters, sampled }: Workspace, order: Int32Array, walk: Int32Array): number {
  if (parameters.subsample === 1) {
    walk.set(order);
    return order.length;
  }
  let count = 0;
  for (const row of order) if (sampled[row] === 1) walk[count++] = row;
  return count;
}

/** Sorts the rows of each node that was split into those of its two children, which keep their order. */
function sendOn(
  { wasSplit, sides }: ExactSpace,
  walk: Int32Array,
  lengths: Int32Array,
  right: Int32Array,
  nodesAbove: number,
): void {
  const above = lengths.slice(0, nodesAbove);
  let from = 0;
  let to = 0;
  let child = 0;
  for (let node = 0; node < nodesAbove; node++) {
    const end = from + above[node];
    if (wasSplit[node] === 0) {
      from = end;
      continue;
    }
    const begin = to;
    let toTheRight = 0;
    for (; from < end; from++) {
      const row = walk[from];
      // Both are written, and only one counts: that costs less than a guess at the side.
      const side = sides[row];
      walk[to] = row;
      right[toTheRight] = row;
      to += 1 - side;
      toTheRight += side;
    }
    lengths[child++] = to - begin;
    lengths[child++] = toTheRight;
    for (let i = 0; i < toTheRight; i++) walk[to++] = right[i];
  }
}

function walkBy(
  { parameters, pairs, nodes }: Workspace,
  walk: Int32Array,
  values: Float32Array,
  feature: number,
  node: number,
  begin: number,
  end: number,
  thread: number,
  falling: boolean,
): void {
  const { lambda, alpha, minChildWeight } = parameters;
  const { splits } = nodes;
  const at = (thread * nodes.capacity + node) * SPLIT_FIELDS;
  const allGradients = nodes.gradients[node];
  const allHessians = nodes.hessians[node];
  const rootGain = nodes.rootGains[node];
  let best = gainKept(splits, at);
  let bestFeature = featureKept(splits, at);
  let bestValue = 0;
  let bestLast = 0;
  let bestGradient = 0;
  let bestHessian = 0;
  let found = false;
  const step = falling ? -1 : 1;
  const stop = falling ? begin - 1 : end;
  let i = falling ? end - 1 : begin;
  let row = walk[i];
  let last = values[row];
  let gradient = pairs[2 * row];
  let hessian = pairs[2 * row + 1];
  // Nothing is called here that the compiler would not draw in: arrays would be looked up anew at every turn.
  for (i += step; ; i += step) {
    const isOver = i === stop;
    row = isOver ? row : walk[i];
    const value = isOver ? Number.NaN : values[row];
    if (value !== last && hessian >= minChildWeight) {
      const restHessian = allHessians - hessian;
      // Hessians only add up.
      if (restHessian < minChildWeight) break;
      const restGradient = allGradients - gradient;
      const gains =
        gainOf(gradient, hessian, lambda, alpha) + gainOf(restGradient, restHessian, lambda, alpha);
      const gain = fround(fround(gains) - rootGain);
      if (isBetter(gain, feature, best, bestFeature)) {
        best = gain;
        bestFeature = feature;
        bestValue = value;
        bestLast = last;
        bestGradient = gradient;
        bestHessian = hessian;
        found = true;
      }
    }
    if (isOver) break;
    last = value;
    gradient += pairs[2 * row];
    hessian += pairs[2 * row + 1];
  }
  if (!found) return;
  const threshold = Number.isNaN(bestValue) ? beyond(bestLast, falling) : between(bestValue, bestLast);
  keepSides(
    splits,
    at,
    best,
    feature,
    threshold,
    falling,
    allGradients,
    allHessians,
    bestGradient,
    bestHessian,
  );
}

function between(value: number, last: number): number {
  const middle = fround(fround(value + last) * 0.5);
  return middle === value ? last : middle;
}

/** All that have a value against all that have none. */
function beyond(last: number, falling: boolean): number {
  const gap = fround(fround(abs(last)) + LEAST_GAIN);
  return fround(falling ? last - gap : last + gap);
}
