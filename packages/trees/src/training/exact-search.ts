/**
 * The best split of every node of a level, one feature at a time, over all values of the feature: where some are
 * missing, a walk over the rows by rising value, missing ones to the right; then one by falling value, missing ones to
 * the left. The threshold lies in the middle of two values.
 */
import { isBetter, keepSplit, SPLIT_FIELDS } from "./best-splits.js";
import { gainOf, LEAST_GAIN } from "./gain.js";
import { JOB } from "./jobs.js";
import type { ExactSpace, Workspace } from "./workspace.js";

const { abs, fround } = Math;

/** Of each node of the level: the sums of the rows walked by, and the last one's value. */
interface Walk {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly values: Float32Array;
  readonly begun: Uint8Array;
}

export function createExactSearch(
  workspace: Workspace,
  space: ExactSpace,
  thread: number,
): (feature: number) => void {
  const { capacity } = workspace.nodes;
  const walk: Walk = {
    gradients: new Float64Array(capacity),
    hessians: new Float64Array(capacity),
    values: new Float32Array(capacity),
    begun: new Uint8Array(capacity),
  };
  const { rows } = workspace;
  return (feature) => {
    const first = feature * rows;
    const present = workspace.presentRows[feature];
    if (present === 0) return;
    const order = workspace.orders.subarray(first, first + present);
    const column = workspace.data.subarray(first, first + rows);
    const isConstant = column[order[0]] === column[order[present - 1]];
    if (present < rows && !isConstant) {
      walkBy(workspace, space, walk, feature, column, order, thread, false);
    }
    walkBy(workspace, space, walk, feature, column, order, thread, true);
  };
}

function walkBy(
  workspace: Workspace,
  { positions }: ExactSpace,
  walk: Walk,
  feature: number,
  column: Float32Array,
  order: Int32Array,
  thread: number,
  falling: boolean,
): void {
  const { job, pairs, nodes, columns } = workspace;
  const { minChildWeight } = workspace.parameters;
  const { allowed, hessians: nodeHessians } = nodes;
  const count = job[JOB.nodes];
  const firstNode = job[JOB.firstNode];
  const { gradients, hessians, values, begun } = walk;
  begun.fill(0, 0, count);
  const step = falling ? -1 : 1;
  const stop = falling ? -1 : order.length;
  for (let i = falling ? order.length - 1 : 0; i !== stop; i += step) {
    const row = order[i];
    const node = positions[row] - firstNode;
    if (node < 0 || node >= count) continue;
    const value = column[row];
    if (begun[node] === 0) {
      begun[node] = 1;
      gradients[node] = pairs[2 * row];
      hessians[node] = pairs[2 * row + 1];
      values[node] = value;
      continue;
    }
    const last = values[node];
    if (value !== last) {
      const isPossible =
        hessians[node] >= minChildWeight && nodeHessians[node] - hessians[node] >= minChildWeight;
      if (isPossible && allowed[node * columns + feature] === 1) {
        const middle = fround(fround(value + last) * 0.5);
        propose(workspace, walk, node, feature, middle === value ? last : middle, falling, thread);
      }
      values[node] = value;
    }
    gradients[node] += pairs[2 * row];
    hessians[node] += pairs[2 * row + 1];
  }
  // All that have a value against all that have none.
  for (let node = 0; node < count; node++) {
    if (begun[node] === 0 || allowed[node * columns + feature] === 0) continue;
    if (hessians[node] < minChildWeight || nodeHessians[node] - hessians[node] < minChildWeight) continue;
    const gap = fround(fround(abs(values[node])) + LEAST_GAIN);
    propose(workspace, walk, node, feature, fround(values[node] + (falling ? -gap : gap)), falling, thread);
  }
}

/** Keeps the split between the rows walked by and the others, where it is the node's best so far. */
function propose(
  { nodes, parameters }: Workspace,
  { gradients, hessians }: Walk,
  node: number,
  feature: number,
  threshold: number,
  falling: boolean,
  thread: number,
): void {
  const { lambda, alpha } = parameters;
  const gradient = gradients[node];
  const hessian = hessians[node];
  const restGradient = nodes.gradients[node] - gradient;
  const restHessian = nodes.hessians[node] - hessian;
  const own = gainOf(gradient, hessian, lambda, alpha);
  const rest = gainOf(restGradient, restHessian, lambda, alpha);
  const gain = fround(fround(own + rest) - nodes.rootGains[node]);
  const at = (thread * nodes.capacity + node) * SPLIT_FIELDS;
  if (!isBetter(nodes.splits, at, gain, feature)) return;
  if (falling) {
    keepSplit(nodes.splits, at, gain, feature, threshold, true, restGradient, restHessian, gradient, hessian);
  } else {
    keepSplit(
      nodes.splits,
      at,
      gain,
      feature,
      threshold,
      false,
      gradient,
      hessian,
      restGradient,
      restHessian,
    );
  }
}
