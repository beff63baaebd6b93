/**
 * Isolation forest: Liu, Ting & Zhou 2008, Isolation forest. Trees cut the rows at random until each is alone; what is
 * unlike the rest is alone early.
 */
import type { Random } from "@wristprint/core";
import { z } from "zod";
import { type LearntParameters, numberOf, type OneClassKind, tensorOf } from "./one-class-kind.js";
import type { Rows } from "./rows.js";

const settings = z.strictObject({
  kind: z.literal("isolationForest"),
  trees: z.int().min(1).max(1000).default(100),
  /** Rows that each tree is grown on, drawn without replacement; all where there are fewer. */
  sample: z.int().min(2).max(4096).default(256),
});

type Settings = z.output<typeof settings>;

/** In the column of a node: it is a leaf. */
const LEAF = -1;

/** Nodes of all trees one after the other; a tree's first node is its root. */
interface Nodes {
  /** The column that is asked, or LEAF. */
  readonly column: number[];
  /** Values up to this go to the left child, others to the right one. */
  readonly threshold: number[];
  /** The left child's number; the right child is the next one. */
  readonly left: number[];
  /** At a leaf: the length of the path to a row that ends there. */
  readonly length: number[];
  readonly roots: number[];
}

export const isolationForest = {
  name: "isolationForest",
  title: "isolation forest",
  source: "Liu, Ting & Zhou 2008, Isolation forest",
  settings,
  tensors: ["column", "threshold", "left", "length", "roots"],

  fit(rows, { trees, sample }, random) {
    const nodes: Nodes = { column: [], threshold: [], left: [], length: [], roots: [] };
    const size = Math.min(sample, rows.count);
    for (let tree = 0; tree < trees; tree++) growTree(nodes, rows, size, random.fork(`tree/${tree}`));
    const tensors = Object.entries(nodes).map(
      ([name, values]: [string, number[]]) =>
        [name, { shape: [values.length], data: Float32Array.from(values) }] as const,
    );
    return { numbers: { sample: size }, tensors: new Map(tensors) };
  },

  scorer(parameters) {
    const roots = tensorOf(parameters, "roots");
    const usual = averagePathLength(numberOf(parameters, "sample"));
    return ({ count, size, data }) =>
      Float64Array.from({ length: count }, (_, row) => {
        let total = 0;
        for (const root of roots) total += pathLength(parameters, root, data, row * size);
        // One is a row that is alone at once, a half what is expected of a random tree; less is more usual.
        return -(2 ** (-total / roots.length / usual));
      });
  },
} satisfies OneClassKind<Settings>;

/** What is left to grow: a node and its rows, items `from` to `to` of the tree's sample. */
interface Branch {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

function growTree(nodes: Nodes, rows: Rows, size: number, random: Random): void {
  const sample = random.shuffle(Int32Array.from({ length: rows.count }, (_, row) => row)).subarray(0, size);
  const deepest = Math.ceil(Math.log2(Math.max(2, size)));
  nodes.roots.push(addLeaf(nodes));
  const open: Branch[] = [{ node: nodes.column.length - 1, from: 0, to: size, depth: 0 }];
  for (let branch = open.pop(); branch; branch = open.pop()) {
    const { node, from, to, depth } = branch;
    const cut =
      depth < deepest && to - from > 1 ? drawCut(rows, sample.subarray(from, to), random) : undefined;
    if (!cut) {
      nodes.length[node] = depth + averagePathLength(to - from);
      continue;
    }
    const middle = from + partition(rows, sample.subarray(from, to), cut);
    const left = addLeaf(nodes);
    const right = addLeaf(nodes);
    nodes.column[node] = cut.column;
    nodes.threshold[node] = cut.threshold;
    nodes.left[node] = left;
    open.push({ node: right, from: middle, to, depth: depth + 1 });
    open.push({ node: left, from, to: middle, depth: depth + 1 });
  }
}

function addLeaf({ column, threshold, left, length }: Nodes): number {
  threshold.push(0);
  left.push(0);
  length.push(0);
  return column.push(LEAF) - 1;
}

interface Cut {
  readonly column: number;
  readonly threshold: number;
}

/** A column and a place in its range, both at random; nothing where all rows are the same. */
function drawCut(rows: Rows, sample: Int32Array, random: Random): Cut | undefined {
  const columns = Int32Array.from({ length: rows.size }, (_, column) => column);
  for (let left = rows.size; left > 0; left--) {
    const drawn = random.integer(left);
    const column = columns[drawn];
    // A column without a range is not drawn again.
    columns[drawn] = columns[left - 1];
    let low = Infinity;
    let high = -Infinity;
    for (const row of sample) {
      const value = rows.data[row * rows.size + column];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low === high) continue;
    const threshold = Math.fround(low + random.uniform() * (high - low));
    // Rounding may reach the upper end, and nothing would be above it.
    return { column, threshold: threshold < high ? threshold : low };
  }
  return undefined;
}

/** Puts the rows that go to the left first, and says how many they are. */
function partition({ size, data }: Rows, sample: Int32Array, { column, threshold }: Cut): number {
  let middle = 0;
  for (let i = 0; i < sample.length; i++) {
    const row = sample[i];
    if (data[row * size + column] > threshold) continue;
    sample[i] = sample[middle];
    sample[middle++] = row;
  }
  return middle;
}

function pathLength(parameters: LearntParameters, root: number, data: Float32Array, at: number): number {
  const column = tensorOf(parameters, "column");
  const threshold = tensorOf(parameters, "threshold");
  const left = tensorOf(parameters, "left");
  let node = root;
  while (column[node] !== LEAF) {
    node = data[at + column[node]] <= threshold[node] ? left[node] : left[node] + 1;
  }
  return tensorOf(parameters, "length")[node];
}

const EULER = 0.5772156649015329;

/** Of an unsuccessful search in a binary search tree of so many rows (Liu et al., equation 1). */
function averagePathLength(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (Math.log(rows - 1) + EULER) - (2 * (rows - 1)) / rows;
}
