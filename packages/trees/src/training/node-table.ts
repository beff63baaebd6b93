import { SPLIT_FIELDS } from "./best-splits.js";
import type { OpenNode } from "./grow-tree.js";
import type { FeatureSampler } from "./sampling.js";
import type { Workspace } from "./workspace.js";

/** Writes down a level's nodes for all threads, without splits yet. */
export function describeNodes(
  { nodes, threads, columns }: Workspace,
  level: readonly OpenNode[],
  sampler: FeatureSampler,
): void {
  for (const [index, { gradient, hessian, rootGain }] of level.entries()) {
    nodes.gradients[index] = gradient;
    nodes.hessians[index] = hessian;
    nodes.rootGains[index] = rootGain;
    sampler.allow(nodes.allowed.subarray(index * columns, (index + 1) * columns));
  }
  for (let thread = 0; thread < threads; thread++) {
    const first = thread * nodes.capacity * SPLIT_FIELDS;
    nodes.splits.fill(0, first, first + level.length * SPLIT_FIELDS);
  }
}
