import type { TreesModel } from "@wristprint/trees";

/**
 * How much each feature moved a decision, in the margin's unit: along the way that a row takes through each tree, the
 * change of the value that a node would have as a leaf goes to the feature asked for there (Saabas, "Interpreting random
 * forests", 2014). Their sum and the bias are the margin.
 */
export interface Contributions {
  /** What the margin would be without looking at the row. */
  readonly bias: number;
  /** Fills `out`, a number a feature, for the row at `data[first]`. */
  explain(data: Float32Array, first: number, out: Float64Array): void;
}

/** @param eta the trees' step, by which the values of their nodes are multiplied */
export function createContributions(model: TreesModel, eta: number): Contributions {
  const baseMargin = Math.log(model.baseScore / (1 - model.baseScore));
  const bias = model.trees.reduce((sum, tree) => sum + eta * (tree.weight[0] as number), baseMargin);
  return {
    bias,
    explain(data, first, out) {
      out.fill(0);
      for (const { left, right, feature, threshold, defaultLeft, weight } of model.trees) {
        let node = 0;
        while ((left[node] as number) >= 0) {
          const asked = feature[node] as number;
          const value = data[first + asked] as number;
          const goesLeft = Number.isNaN(value)
            ? defaultLeft[node] === 1
            : value < (threshold[node] as number);
          const next = (goesLeft ? left[node] : right[node]) as number;
          const isLeaf = (left[next] as number) < 0;
          const reached = isLeaf ? (threshold[next] as number) : eta * (weight[next] as number);
          out[asked] = (out[asked] as number) + reached - eta * (weight[node] as number);
          node = next;
        }
      }
    },
  };
}
