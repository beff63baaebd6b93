import type { Tree } from "./model.js";

/** A tree that grows: node 0 is the root, children come in pairs. */
export interface TreeBuilder {
  readonly nodes: number;
  /** Sets what is known of a node when it comes into being. */
  describe(node: number, cover: number, weight: number, leafValue: number): void;
  /** Makes a leaf a split, and returns its left child; the right one is the next. */
  split(node: number, feature: number, threshold: number, defaultLeft: boolean, gain: number): number;
  /** Makes a split a leaf again; its children fall away at the end. */
  collapse(node: number, leafValue: number): void;
  leftOf(node: number): number;
  gainOf(node: number): number;
  weightOf(node: number): number;
  /** The value of a leaf, or of the leaf that a node fell to when splits above it were collapsed. */
  leafValueOf(node: number): number;
  finish(): Tree;
}

interface Columns {
  left: number[];
  right: number[];
  parent: number[];
  feature: number[];
  threshold: number[];
  defaultLeft: number[];
  gain: number[];
  cover: number[];
  weight: number[];
}

export function createTreeBuilder(): TreeBuilder {
  const columns: Columns = {
    left: [],
    right: [],
    parent: [],
    feature: [],
    threshold: [],
    defaultLeft: [],
    gain: [],
    cover: [],
    weight: [],
  };
  const { left, right, parent, feature, threshold, defaultLeft, gain, cover, weight } = columns;
  const add = (above: number) => {
    left.push(-1);
    right.push(-1);
    parent.push(above);
    for (const column of [feature, threshold, defaultLeft, gain, cover, weight]) column.push(0);
  };
  add(-1);
  return {
    get nodes() {
      return left.length;
    },
    describe(node, itsCover, itsWeight, leafValue) {
      cover[node] = itsCover;
      weight[node] = itsWeight;
      threshold[node] = leafValue;
    },
    split(node, itsFeature, itsThreshold, toTheLeft, itsGain) {
      left[node] = left.length;
      right[node] = left.length + 1;
      feature[node] = itsFeature;
      threshold[node] = itsThreshold;
      defaultLeft[node] = toTheLeft ? 1 : 0;
      gain[node] = itsGain;
      add(node);
      add(node);
      return left[node];
    },
    collapse(node, leafValue) {
      left[node] = right[node] = -1;
      feature[node] = defaultLeft[node] = gain[node] = 0;
      threshold[node] = leafValue;
    },
    leftOf: (node) => left[node],
    gainOf: (node) => gain[node],
    weightOf: (node) => weight[node],
    leafValueOf(node) {
      let leaf = node;
      while (parent[leaf] >= 0 && left[parent[leaf]] < 0) leaf = parent[leaf];
      return threshold[leaf];
    },
    finish: () => withoutCollapsed(columns),
  };
}

/** Keeps the nodes that can be reached from the root, in their order. */
function withoutCollapsed(columns: Columns): Tree {
  const kept: number[] = [];
  const place = new Int32Array(columns.left.length).fill(-1);
  // A parent stands before its children, so one pass finds them all.
  for (let node = 0; node < columns.left.length; node++) {
    const above = columns.parent[node];
    if (above >= 0 && (place[above] < 0 || columns.left[above] < 0)) continue;
    place[node] = kept.length;
    kept.push(node);
  }
  const newPlaces = (column: number[]) =>
    Int32Array.from(kept, (node) => (column[node] < 0 ? -1 : place[column[node]]));
  const floats = (column: number[]) => Float32Array.from(kept, (node) => column[node]);
  return {
    nodes: kept.length,
    left: newPlaces(columns.left),
    right: newPlaces(columns.right),
    parent: newPlaces(columns.parent),
    feature: Int32Array.from(kept, (node) => columns.feature[node]),
    threshold: floats(columns.threshold),
    defaultLeft: Uint8Array.from(kept, (node) => columns.defaultLeft[node]),
    gain: floats(columns.gain),
    cover: floats(columns.cover),
    weight: floats(columns.weight),
  };
}
