import { TreesError } from "../errors.js";
import type { Tree } from "../model.js";
import { countAt, type JsonObject, numbersAt, objectAt, wrong } from "./json-fields.js";

/**
 * One tree of a model file. Nodes that pruning left behind are left out: only what the root leads to is kept, in its
 * order. Every node must be reached once, so that no row ever walks in a circle.
 */
export function readTree(document: unknown, path: string, features: number): Tree {
  if (typeof document !== "object" || document === null) throw wrong(path, "an object", document);
  const tree = document as JsonObject;
  const nodes = countAt(objectAt(tree, "tree_param", path), "num_nodes", `${path}.tree_param`);
  const leafSize = countAt(objectAt(tree, "tree_param", path), "size_leaf_vector", `${path}.tree_param`, 0);
  if (leafSize > 1) throw new TreesError("unsupported", `${path} has leaves of ${leafSize} values`);
  const column = (key: string) => numbersAt(tree, key, path, nodes);
  const left = column("left_children");
  const right = column("right_children");
  const feature = column("split_indices");
  const threshold = column("split_conditions");
  const defaultLeft = column("default_left");
  const gain = column("loss_changes");
  const cover = column("sum_hessian");
  const weight = column("base_weights");
  if (tree.split_type !== undefined && column("split_type").some((type) => type !== 0)) {
    throw new TreesError("unsupported", `${path} has categorical splits; only numerical ones can be read`);
  }
  const isLeaf = (node: number) => left[node] === -1;
  const { order, parents } = reach(left, right, path);
  for (const node of order) {
    if (isLeaf(node)) continue;
    if (Number.isInteger(feature[node]) && feature[node] >= 0 && feature[node] < features) continue;
    throw wrong(`${path}.split_indices[${node}]`, `a feature below ${features}`, feature[node]);
  }
  const places = new Map(order.map((node, place) => [node, place]));
  const newPlaces = (values: readonly number[]) =>
    Int32Array.from(order, (node) => places.get(values[node]) ?? -1);
  const floats = (values: readonly number[]) => Float32Array.from(order, (node) => values[node]);
  return {
    nodes: order.length,
    left: newPlaces(left),
    right: newPlaces(right),
    parent: newPlaces(parents),
    // Of a split that pruning made a leaf, XGBoost keeps what it was.
    feature: Int32Array.from(order, (node) => (isLeaf(node) ? 0 : feature[node])),
    threshold: floats(threshold),
    defaultLeft: Uint8Array.from(order, (node) => (isLeaf(node) || defaultLeft[node] === 0 ? 0 : 1)),
    gain: Float32Array.from(order, (node) => (isLeaf(node) ? 0 : gain[node])),
    cover: floats(cover),
    weight: floats(weight),
  };
}

/** The nodes that the root leads to, by their numbers, and the parent of each; −1: none. */
function reach(left: readonly number[], right: readonly number[], path: string) {
  if (left.length === 0) throw wrong(path, "a node or more", 0);
  const parents: number[] = new Array(left.length).fill(-1);
  const seen = new Uint8Array(left.length);
  const open = [0];
  seen[0] = 1;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (left[node] === -1 && right[node] === -1) continue;
    for (const child of [left[node], right[node]]) {
      const isNode = Number.isInteger(child) && child >= 0 && child < left.length;
      if (!isNode || seen[child] === 1)
        throw wrong(`${path}: a child of node ${node}`, "a node of its own", child);
      seen[child] = 1;
      parents[child] = node;
      open.push(child);
    }
  }
  return { order: left.flatMap((_, node) => (seen[node] === 1 ? [node] : [])), parents };
}
