/** Models in the JSON format of XGBoost 1.7: https://xgboost.readthedocs.io/en/release_1.7.0/tutorials/saving_model.html */
import type { Tree, TreesModel } from "../model.js";
import { shortestFloat } from "./shortest-float.js";

/** The version whose format this is. */
const VERSION = [1, 7, 4];

/** What XGBoost writes as the parent of a root. */
const NO_PARENT = 2147483647;

/** A model as a document that XGBoost loads: it predicts the same there. */
export function toXgboostJson(model: TreesModel): string {
  const trees = model.trees.map((tree, id) => treeText(tree, id, model.features));
  const booster = objectText({
    gbtree_model_param: JSON.stringify({
      num_parallel_tree: "1",
      num_trees: String(model.trees.length),
      size_leaf_vector: "0",
    }),
    tree_info: JSON.stringify(model.trees.map(() => 0)),
    trees: `[${trees.join()}]`,
  });
  const learner = objectText({
    attributes: JSON.stringify(model.attributes),
    feature_names: JSON.stringify(model.featureNames ?? []),
    feature_types: "[]",
    gradient_booster: objectText({ model: booster, name: '"gbtree"' }),
    learner_model_param: JSON.stringify({
      base_score: String(shortestFloat(model.baseScore)),
      // XGBoost estimates the base score anew only where nobody set it.
      boost_from_average: model.baseScore === 0.5 ? "1" : "0",
      num_class: "0",
      num_feature: String(model.features),
      num_target: "1",
    }),
    objective: JSON.stringify({
      name: model.objective,
      reg_loss_param: { scale_pos_weight: String(shortestFloat(model.scalePosWeight)) },
    }),
  });
  return objectText({ learner, version: JSON.stringify(VERSION) });
}

function treeText(tree: Tree, id: number, features: number): string {
  return objectText({
    base_weights: floatsText(tree.weight),
    categories: "[]",
    categories_nodes: "[]",
    categories_segments: "[]",
    categories_sizes: "[]",
    default_left: `[${tree.defaultLeft.join()}]`,
    id: String(id),
    left_children: `[${tree.left.join()}]`,
    loss_changes: floatsText(tree.gain),
    parents: `[${tree.parent.map((parent) => (parent < 0 ? NO_PARENT : parent)).join()}]`,
    right_children: `[${tree.right.join()}]`,
    split_conditions: floatsText(tree.threshold),
    split_indices: `[${tree.feature.join()}]`,
    split_type: `[${new Int32Array(tree.nodes).join()}]`,
    sum_hessian: floatsText(tree.cover),
    tree_param: JSON.stringify({
      num_deleted: "0",
      num_feature: String(features),
      num_nodes: String(tree.nodes),
      size_leaf_vector: "0",
    }),
  });
}

/** An object of values that are JSON already. */
function objectText(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([key, value]) => `${JSON.stringify(key)}:${value}`);
  return `{${lines.join()}}`;
}

/** XGBoost refuses a float that looks like an integer. */
function floatsText(column: Float32Array): string {
  const texts = Array.from(column, (value) => {
    const text = Object.is(value, -0) ? "-0" : String(shortestFloat(value));
    return /[.e]/.test(text) ? text : `${text}.0`;
  });
  return `[${texts.join()}]`;
}
