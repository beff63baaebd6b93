/** A model as ONNX: one TreeEnsembleRegressor, and what makes its sum a prediction. */
import { encodeOnnx, type OnnxAttributes } from "@wristprint/onnx";
import type { TreesModel } from "./model.js";
import { OBJECTIVES, type ObjectiveName } from "./objectives.js";

/** TreeEnsembleRegressor, https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html, since version 3. */
const TREES_DOMAIN = "ai.onnx.ml";
const TREES_OPSET = 3;

/** The operator that turns a margin into a prediction, and what the output is called. */
const PREDICTIONS: Readonly<Record<ObjectiveName, { operator: string; output: string }>> = {
  "binary:logistic": { operator: "Sigmoid", output: "probability" },
  "reg:squarederror": { operator: "Identity", output: "value" },
};

/**
 * The bytes of an .onnx file. Input `features` [N, features], float32 with NaN for what is missing; outputs `margin`
 * [N, 1] and `probability` or `value` [N, 1].
 */
export function toOnnx(model: TreesModel): Uint8Array {
  const { operator, output } = PREDICTIONS[model.objective];
  const matrix = (name: string, columns: number) => ({
    name,
    shape: [-1, columns],
    type: "float32" as const,
  });
  return encodeOnnx({
    name: "trees",
    nodes: [
      {
        name: "trees",
        type: "TreeEnsembleRegressor",
        domain: TREES_DOMAIN,
        inputs: ["features"],
        outputs: ["margin"],
        attributes: ensembleAttributes(model),
      },
      { name: "prediction", type: operator, inputs: ["margin"], outputs: [output], attributes: {} },
    ],
    inputs: [matrix("features", model.features)],
    outputs: [matrix("margin", 1), matrix(output, 1)],
    batchName: "N",
    operatorSets: { [TREES_DOMAIN]: TREES_OPSET },
    ...(model.featureNames && { metadata: { feature_names: JSON.stringify(model.featureNames) } }),
  });
}

/** Nodes of all trees in a row, numbered within their trees; the true branch is the left one. */
function ensembleAttributes(model: TreesModel): OnnxAttributes {
  const nodes = model.trees.flatMap((tree, index) =>
    Array.from({ length: tree.nodes }, (_, node) => ({ tree, index, node, isLeaf: tree.left[node] < 0 })),
  );
  const leaves = nodes.filter(({ isLeaf }) => isLeaf);
  const { marginOf } = OBJECTIVES[model.objective];
  type Node = (typeof nodes)[number];
  const ints = (of: readonly Node[], value: (node: Node) => number) => of.map((node) => BigInt(value(node)));
  const floats = (of: readonly Node[], value: (node: Node) => number) => Float32Array.from(of, value);
  return {
    n_targets: 1n,
    aggregate_function: "SUM",
    base_values: Float32Array.of(marginOf(model.baseScore)),
    nodes_treeids: ints(nodes, ({ index }) => index),
    nodes_nodeids: ints(nodes, ({ node }) => node),
    nodes_featureids: ints(nodes, ({ tree, node }) => tree.feature[node]),
    nodes_modes: { strings: nodes.map(({ isLeaf }) => (isLeaf ? "LEAF" : "BRANCH_LT")) },
    nodes_values: floats(nodes, ({ tree, node, isLeaf }) => (isLeaf ? 0 : tree.threshold[node])),
    nodes_truenodeids: ints(nodes, ({ tree, node, isLeaf }) => (isLeaf ? 0 : tree.left[node])),
    nodes_falsenodeids: ints(nodes, ({ tree, node, isLeaf }) => (isLeaf ? 0 : tree.right[node])),
    nodes_missing_value_tracks_true: ints(nodes, ({ tree, node }) => tree.defaultLeft[node]),
    target_treeids: ints(leaves, ({ index }) => index),
    target_nodeids: ints(leaves, ({ node }) => node),
    target_ids: ints(leaves, () => 0),
    target_weights: floats(leaves, ({ tree, node }) => tree.threshold[node]),
  };
}
