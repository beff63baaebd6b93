import { TreesError } from "./errors.js";
import type { Tree, TreesModel } from "./model.js";
import { createForest, type Forest } from "./prediction/forest.js";

/** Says what each feature of a row did to its margin. */
export interface Explainer {
  /**
   * Writes a number for each feature, and behind them the bias: the margin of the average training row. Their sum is
   * the row's margin. The features begin at `data[first]` (0 where it is not given). Allocates nothing.
   */
  explain(data: Float32Array, into: Float64Array, first?: number): void;
}

/**
 * Contributions along the path that a row takes through each tree (A. Saabas, Interpreting random forests, 2014): a
 * split moves the expected margin from its node's to that of the child the row goes to, and the feature asked for is
 * charged with it. Equal to XGBoost's `pred_contribs` with `approx_contribs`; unlike Shapley values they favour the
 * features near the leaves.
 * @throws TreesError `data` where a row or the room for the answer does not fit
 */
export function createExplainer(model: TreesModel): Explainer {
  const forest = createForest(model);
  const means = expectedMargins(model, forest);
  const { features } = model;
  const { roots, words, floats, baseMargin } = forest;
  return {
    explain(data, into, first = 0) {
      if (!(first >= 0 && first + features <= data.length) || into.length !== features + 1) {
        const expected = `expected ${features} features and room for ${features + 1} numbers`;
        throw new TreesError("data", `${expected}; ${data.length - first} and ${into.length} came`);
      }
      into.fill(0);
      into[features] = baseMargin;
      for (let tree = 0; tree < roots.length; tree++) {
        let word = roots[tree];
        into[features] += means[word >> 2];
        for (let code = words[word]; code >= 0; code = words[word]) {
          const before = means[word >> 2];
          const value = data[first + (code >> 1)];
          const left = value < floats[word + 1] || ((code & 1) === 1 && Number.isNaN(value));
          word = left ? words[word + 2] : words[word + 3];
          into[code >> 1] += means[word >> 2] - before;
        }
      }
    },
  };
}

/** The mean of the leaves below each node of the forest, weighted by the cover of its training rows. */
function expectedMargins(model: TreesModel, { roots }: Forest): Float64Array {
  const means = new Float64Array(model.trees.reduce((sum, tree) => sum + tree.nodes, 0));
  for (const [index, tree] of model.trees.entries()) writeMeans(tree, means, roots[index] >> 2);
  return means;
}

function writeMeans(tree: Tree, means: Float64Array, start: number): void {
  const below = (node: number): number => {
    const left = tree.left[node];
    const right = tree.right[node];
    let mean = tree.threshold[node];
    if (left >= 0) {
      const sum = below(left) * tree.cover[left] + below(right) * tree.cover[right];
      // Where no training row weighed anything, neither child is expected.
      mean = tree.cover[node] > 0 ? sum / tree.cover[node] : 0;
    }
    means[start + node] = mean;
    return mean;
  };
  below(0);
}
