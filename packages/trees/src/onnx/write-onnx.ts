/** A model as ONNX: one TreeEnsembleRegressor, and what makes its sum a prediction. */
import { create, toBinary } from "@bufbuild/protobuf";
import type { TreesModel } from "../model.js";
import { OBJECTIVES, type ObjectiveName } from "../objectives.js";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./generated/onnx_pb.js";

/** TreeEnsembleRegressor, https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html, since version 3. */
const TREES_DOMAIN = "ai.onnx.ml";
const TREES_OPSET = 3n;
const OPSET = 18n;
const IR_VERSION = 8n;
/** TensorProto.DataType.FLOAT. */
const FLOAT = 1;

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
  const trees = create(NodeProtoSchema, {
    name: "trees",
    opType: "TreeEnsembleRegressor",
    domain: TREES_DOMAIN,
    input: ["features"],
    output: ["margin"],
    attribute: ensembleAttributes(model),
  });
  const prediction = create(NodeProtoSchema, {
    name: "prediction",
    opType: operator,
    input: ["margin"],
    output: [output],
  });
  const graph = create(GraphProtoSchema, {
    name: "trees",
    node: [trees, prediction],
    input: [matrixInfo("features", model.features)],
    output: [matrixInfo("margin", 1), matrixInfo(output, 1)],
  });
  const names = model.featureNames && [{ key: "feature_names", value: JSON.stringify(model.featureNames) }];
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      producerName: "wristprint",
      opsetImport: [
        { domain: "", version: OPSET },
        { domain: TREES_DOMAIN, version: TREES_OPSET },
      ],
      metadataProps: names ?? [],
      graph,
    }),
  );
}

/** Nodes of all trees in a row, numbered within their trees; the true branch is the left one. */
function ensembleAttributes(model: TreesModel): AttributeProto[] {
  const nodes = model.trees.flatMap((tree, index) =>
    Array.from({ length: tree.nodes }, (_, node) => ({ tree, index, node, isLeaf: tree.left[node] < 0 })),
  );
  const leaves = nodes.filter(({ isLeaf }) => isLeaf);
  const { marginOf } = OBJECTIVES[model.objective];
  type Node = (typeof nodes)[number];
  const ints = (name: string, of: readonly Node[], value: (node: Node) => number) =>
    intsAttribute(name, of.map(value));
  return [
    intAttribute("n_targets", 1),
    textAttribute("aggregate_function", "SUM"),
    floatsAttribute("base_values", [marginOf(model.baseScore)]),
    ints("nodes_treeids", nodes, ({ index }) => index),
    ints("nodes_nodeids", nodes, ({ node }) => node),
    ints("nodes_featureids", nodes, ({ tree, node }) => tree.feature[node]),
    textsAttribute(
      "nodes_modes",
      nodes.map(({ isLeaf }) => (isLeaf ? "LEAF" : "BRANCH_LT")),
    ),
    floatsAttribute(
      "nodes_values",
      nodes.map(({ tree, node, isLeaf }) => (isLeaf ? 0 : tree.threshold[node])),
    ),
    ints("nodes_truenodeids", nodes, ({ tree, node, isLeaf }) => (isLeaf ? 0 : tree.left[node])),
    ints("nodes_falsenodeids", nodes, ({ tree, node, isLeaf }) => (isLeaf ? 0 : tree.right[node])),
    ints("nodes_missing_value_tracks_true", nodes, ({ tree, node }) => tree.defaultLeft[node]),
    ints("target_treeids", leaves, ({ index }) => index),
    ints("target_nodeids", leaves, ({ node }) => node),
    ints("target_ids", leaves, () => 0),
    floatsAttribute(
      "target_weights",
      leaves.map(({ tree, node }) => tree.threshold[node]),
    ),
  ];
}

const { INT, INTS, FLOATS, STRING, STRINGS } = AttributeProto_AttributeType;

function intAttribute(name: string, value: number): AttributeProto {
  return create(AttributeProtoSchema, { name, type: INT, i: BigInt(value) });
}

function intsAttribute(name: string, values: readonly number[]): AttributeProto {
  return create(AttributeProtoSchema, { name, type: INTS, ints: values.map(BigInt) });
}

function floatsAttribute(name: string, values: readonly number[]): AttributeProto {
  return create(AttributeProtoSchema, { name, type: FLOATS, floats: [...values] });
}

function textAttribute(name: string, value: string): AttributeProto {
  return create(AttributeProtoSchema, { name, type: STRING, s: new TextEncoder().encode(value) });
}

function textsAttribute(name: string, values: readonly string[]): AttributeProto {
  const encoder = new TextEncoder();
  return create(AttributeProtoSchema, {
    name,
    type: STRINGS,
    strings: values.map((it) => encoder.encode(it)),
  });
}

/** A matrix of any number of rows. */
function matrixInfo(name: string, columns: number): ValueInfoProto {
  const dim = [
    { value: { case: "dimParam" as const, value: "N" } },
    { value: { case: "dimValue" as const, value: BigInt(columns) } },
  ];
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: "tensorType", value: { elemType: FLOAT, shape: { dim } } } },
  });
}
