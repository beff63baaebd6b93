/**
 * Trees for one row at a time, each filled up to the depth of the deepest: node i's children are 2i + 1 and 2i + 2, and a leaf
 * above the last level stands below itself as often as there is room. All ways are then equally long, no branch depends on
 * the row, and four trees are gone through side by side, so that the processor waits for none of them.
 */
import type { Tree, TreesModel } from "../model.js";
import { OBJECTIVES } from "../objectives.js";

/** Deeper trees, filled up, would be mostly filling. */
const DEEPEST = 8;
const MOST_FEATURES = 1 << 15;

/** The margin of the row whose features begin at `data[first]`: the same number as by `sumLeaves`. */
export type RowMargin = (data: Float32Array, first: number) => number;

/** `undefined` where the trees are too deep to be filled up. Lays them out once; the margin allocates nothing. */
export function createFilledForest({
  objective,
  baseScore,
  trees,
  features,
}: Pick<TreesModel, "objective" | "baseScore" | "trees" | "features">): RowMargin | undefined {
  const depth = trees.reduce((most, tree) => Math.max(most, depthBelow(tree, 0)), 0);
  if (depth > DEEPEST || features > MOST_FEATURES) return undefined;
  const inner = (1 << depth) - 1;
  const leaves = 1 << depth;
  const count = trees.length;
  // Four trees are asked together: those that are missing at the end have leaves of 0.
  const room = 4 * Math.ceil(count / 4);
  /** Of each inner node, where the asked value lies in `values`, and the threshold. */
  const slots = new Uint16Array(room * inner);
  const thresholds = new Float32Array(room * inner);
  const outcomes = new Float32Array(room * leaves);
  for (const [index, tree] of trees.entries()) {
    const fill = (node: number, place: number, level: number): void => {
      if (level === depth) {
        outcomes[index * leaves + place - inner] = tree.threshold[node];
        return;
      }
      const isLeaf = tree.left[node] < 0;
      if (!isLeaf) {
        slots[index * inner + place] = 2 * tree.feature[node] + tree.defaultLeft[node];
        thresholds[index * inner + place] = tree.threshold[node];
      }
      fill(isLeaf ? node : tree.left[node], 2 * place + 1, level + 1);
      fill(isLeaf ? node : tree.right[node], 2 * place + 2, level + 1);
    };
    fill(0, 0, 0);
  }
  // A feature's value twice: where it is missing, the first is below no threshold and the second below all.
  const values = new Float32Array(2 * features);
  const baseMargin = OBJECTIVES[objective].marginOf(baseScore);

  return (data, first) => {
    for (let f = 0; f < features; f++) {
      const value = data[first + f];
      values[2 * f] = value;
      values[2 * f + 1] = Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
    }
    let margin = baseMargin;
    for (let tree = 0; tree < count; tree += 4) {
      const rootA = tree * inner;
      const rootB = rootA + inner;
      const rootC = rootB + inner;
      const rootD = rootC + inner;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let level = 0; level < depth; level++) {
        // What a comparison says is added, not branched on.
        a = (2 * a + 2 - Number(values[slots[rootA + a]] < thresholds[rootA + a])) | 0;
        b = (2 * b + 2 - Number(values[slots[rootB + b]] < thresholds[rootB + b])) | 0;
        c = (2 * c + 2 - Number(values[slots[rootC + c]] < thresholds[rootC + c])) | 0;
        d = (2 * d + 2 - Number(values[slots[rootD + d]] < thresholds[rootD + d])) | 0;
      }
      // Places of the last level count from the number of inner nodes on.
      const leaf = tree * leaves - inner;
      margin = Math.fround(margin + outcomes[leaf + a]);
      margin = Math.fround(margin + outcomes[leaf + leaves + b]);
      margin = Math.fround(margin + outcomes[leaf + 2 * leaves + c]);
      margin = Math.fround(margin + outcomes[leaf + 3 * leaves + d]);
    }
    return margin;
  };
}

function depthBelow(tree: Tree, node: number): number {
  return tree.left[node] < 0
    ? 0
    : 1 + Math.max(depthBelow(tree, tree.left[node]), depthBelow(tree, tree.right[node]));
}
