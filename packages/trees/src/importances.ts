import type { TreesModel } from "./model.js";

/** XGBoost's kinds: `total_gain` is `totalGain` here. */
export const IMPORTANCE_KINDS = ["weight", "gain", "cover", "totalGain", "totalCover"] as const;

export type ImportanceKind = (typeof IMPORTANCE_KINDS)[number];

/**
 * How much each feature matters to a model, [features]: `weight` is the number of splits on it; `totalGain` and
 * `totalCover` the sums of their gains and covers; `gain` and `cover` the means. 0 where no split asks for the feature.
 * Equal to `Booster.get_score` of XGBoost, which leaves such features out.
 */
export function importances(model: TreesModel, kind: ImportanceKind): Float64Array {
  const splits = new Float64Array(model.features);
  const totals = new Float64Array(model.features);
  for (const tree of model.trees) {
    const measured = kind === "cover" || kind === "totalCover" ? tree.cover : tree.gain;
    for (let node = 0; node < tree.nodes; node++) {
      if (tree.left[node] < 0) continue;
      splits[tree.feature[node]]++;
      totals[tree.feature[node]] += measured[node];
    }
  }
  if (kind === "weight") return splits;
  if (kind === "totalGain" || kind === "totalCover") return totals;
  return totals.map((total, feature) => (splits[feature] > 0 ? total / splits[feature] : 0));
}
