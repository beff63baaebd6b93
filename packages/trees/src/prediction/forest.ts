/**
 * A model's trees laid out for prediction: all nodes in one buffer of four words each, read as integers and as floats:
 *
 * | word | split | leaf |
 * | --- | --- | --- |
 * | 0 | 2 · feature + (1 where a missing value goes left) | −1 |
 * | 1 | threshold, a float | value, a float |
 * | 2, 3 | first word of the left and of the right child | |
 */
import type { Tree, TreesModel } from "../model.js";
import { OBJECTIVES } from "../objectives.js";

export interface Forest {
  readonly baseMargin: number;
  /** First word of each tree's root. */
  readonly roots: Int32Array;
  readonly words: Int32Array;
  readonly floats: Float32Array;
}

export function createForest(model: Pick<TreesModel, "objective" | "baseScore" | "trees">): Forest {
  const words = new Int32Array(4 * model.trees.reduce((sum, tree) => sum + tree.nodes, 0));
  const floats = new Float32Array(words.buffer);
  const roots = new Int32Array(model.trees.length);
  let start = 0;
  for (const [index, tree] of model.trees.entries()) {
    roots[index] = start;
    writeTree(tree, start, words, floats);
    start += 4 * tree.nodes;
  }
  const baseMargin = OBJECTIVES[model.objective].marginOf(model.baseScore);
  return { baseMargin, roots, words, floats };
}

function writeTree(tree: Tree, start: number, words: Int32Array, floats: Float32Array): void {
  for (let node = 0; node < tree.nodes; node++) {
    const word = start + 4 * node;
    floats[word + 1] = tree.threshold[node];
    if (tree.left[node] < 0) {
      words[word] = -1;
    } else {
      words[word] = 2 * tree.feature[node] + tree.defaultLeft[node];
      words[word + 2] = start + 4 * tree.left[node];
      words[word + 3] = start + 4 * tree.right[node];
    }
  }
}

/** The first word of the leaf that a row reaches; its feature f is `data[first + f · stride]`. */
export function reachLeaf(
  { words, floats }: Forest,
  root: number,
  data: Float32Array,
  first: number,
  stride: number,
): number {
  let word = root;
  for (let code = words[word]; code >= 0; code = words[word]) {
    const value = data[first + (code >> 1) * stride];
    // What is missing is neither below the threshold nor equal to itself.
    const left = value < floats[word + 1] || ((code & 1) === 1 && Number.isNaN(value));
    word = left ? words[word + 2] : words[word + 3];
  }
  return word;
}

/** Margins are summed up in float32, in the order of the trees, as XGBoost does. */
export function sumLeaves(forest: Forest, data: Float32Array, first: number, stride: number): number {
  const { roots, floats } = forest;
  let margin = forest.baseMargin;
  for (let tree = 0; tree < roots.length; tree++) {
    margin = Math.fround(margin + floats[reachLeaf(forest, roots[tree], data, first, stride) + 1]);
  }
  return margin;
}

/** Adds to each row's margin the leaf that it reaches in each tree. */
export function addLeaves(forest: Forest, data: Float32Array, rows: number, margins: Float32Array): void {
  const { roots, floats } = forest;
  // Tree by tree: its nodes stay in the cache while the rows pass.
  for (const root of roots) {
    for (let row = 0; row < rows; row++) {
      margins[row] += floats[reachLeaf(forest, root, data, row, rows) + 1];
    }
  }
}
