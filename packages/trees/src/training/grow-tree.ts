/**
 * A tree grown level by level. What finds the splits and keeps track of the rows is a `Grower`: with histograms or
 * exactly. Nodes are numbered as XGBoost numbers them: by level, from the left.
 */
import type { Tree } from "../model.js";
import type { TreeParameters } from "../parameters.js";
import { createTreeBuilder, type TreeBuilder } from "../tree-builder.js";
import type { Split } from "./best-splits.js";
import { LEAST_GAIN, rootGainOf, weightOf } from "./gain.js";
import type { FeatureSampler } from "./sampling.js";

/** A node of the level that is being looked at. */
export interface OpenNode {
  /** Its number in the tree. */
  readonly node: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly rootGain: number;
}

/** A node that is split, and its children; a child on the last level is not looked at again. */
export interface SplitNode {
  readonly open: OpenNode;
  readonly split: Split;
  readonly threshold: number;
  readonly left: OpenNode;
  readonly right: OpenNode;
}

export interface Grower {
  /** The sums over all rows, after the gradients were computed. */
  begin(root: OpenNode): void;
  /** The best split of every node of a level. */
  search(level: readonly OpenNode[], sampler: FeatureSampler): Split[];
  thresholdOf(split: Split): number;
  /** Sends rows on to the children. `level` is as it was searched. */
  apply(level: readonly OpenNode[], splits: readonly SplitNode[]): void;
  /** Adds the leaves of the finished tree to the margins of the rows that reached them. */
  addLeaves(leafValue: (node: number) => number): void;
}

const { fround } = Math;

export function growTree(
  grower: Grower,
  parameters: TreeParameters,
  sampler: FeatureSampler,
  gradient: number,
  hessian: number,
): Tree {
  const builder = createTreeBuilder();
  const { eta } = parameters;
  const open = (node: number, itsGradient: number, itsHessian: number): OpenNode => {
    const weight = weightOf(itsGradient, itsHessian, parameters);
    builder.describe(node, itsHessian, weight, fround(weight * eta));
    const rootGain = rootGainOf(itsGradient, itsHessian, parameters);
    return { node, gradient: itsGradient, hessian: itsHessian, rootGain };
  };
  let level: OpenNode[] = [open(0, gradient, hessian)];
  grower.begin(level[0]);
  // Exact splits are all made, and those that gain too little pruned from below; histograms' are not made.
  const leastGain = parameters.treeMethod === "hist" ? parameters.gamma : 0;
  for (let depth = 0; depth < parameters.maxDepth && level.length > 0; depth++) {
    sampler.beginLevel();
    const splits = grower.search(level, sampler);
    const made: SplitNode[] = [];
    const next: OpenNode[] = [];
    for (const [index, split] of splits.entries()) {
      if (!(split.gain > LEAST_GAIN && split.gain >= leastGain)) continue;
      const threshold = grower.thresholdOf(split);
      const { node } = level[index];
      const child = builder.split(node, split.feature, threshold, split.defaultLeft, split.gain);
      const left = open(child, split.leftGradient, split.leftHessian);
      const right = open(child + 1, split.rightGradient, split.rightHessian);
      made.push({ open: level[index], split, threshold, left, right });
      next.push(left, right);
    }
    grower.apply(level, made);
    level = next;
  }
  if (parameters.treeMethod === "exact") prune(builder, parameters.gamma, eta);
  grower.addLeaves((node) => builder.leafValueOf(node));
  return builder.finish();
}

/** From below: a split of two leaves that gains less than gamma becomes a leaf, and its rows' nodes give its value. */
function prune(builder: TreeBuilder, gamma: number, eta: number): void {
  const isLeaf = (node: number) => builder.leftOf(node) < 0;
  for (let node = builder.nodes - 1; node >= 0; node--) {
    const left = builder.leftOf(node);
    if (isLeaf(node) || !isLeaf(left) || !isLeaf(left + 1)) continue;
    if (builder.gainOf(node) < gamma) builder.collapse(node, fround(builder.weightOf(node) * eta));
  }
}
