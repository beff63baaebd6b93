/** The memory of one training, which all its threads share. What grows with the data is reserved once. */

import { TreesError } from "../errors.js";
import type { Matrix } from "../matrix.js";
import type { TreeParameters } from "../parameters.js";
import { SPLIT_FIELDS } from "./best-splits.js";
import { createSharedMemory, MOST_BYTES, type SharedMemory } from "./sum-kernel.js";

/** Rows whose gradients are one task. Their sums are added up in order, so that threads change nothing. */
export const ROWS_A_TASK = 8192;

/** Room for histograms in bytes; where a level needs more, it is grown in pieces. */
const HISTOGRAM_BYTES = 1 << 28;
const MOST_NODES_AT_ONCE = 1024;
/** Bytes that threads do not share without cost. */
const CACHE_LINE = 64;

/** A level's nodes, as far as tasks need to know them. */
export interface NodeTable {
  /** Nodes that there is room for; with histograms a larger level is taken in pieces. */
  readonly capacity: number;
  /** Sums of gradients and hessians, and the gain that a split must exceed. */
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly rootGains: Float64Array;
  /** [capacity, columns]: whether the node may be split on the feature. */
  readonly allowed: Uint8Array;
  /** [threads, capacity, SPLIT_FIELDS]. */
  readonly splits: Float64Array;
}

/** What histograms need besides. */
export interface HistogramSpace {
  /** Where bins, sums, rows and pairs lie. */
  readonly memory: SharedMemory;
  /** [columns, rows]: as bytes where the slots allow it. */
  readonly bins: Uint16Array;
  /** [columns, maxBin] with the number of each. */
  readonly cuts: Float32Array;
  readonly binCounts: Int32Array;
  readonly floors: Float32Array;
  /** Sums of gradient and hessian for every slot of every column, one histogram after another. */
  readonly sums: Float64Array;
  /** Rows sorted by node, and their gradient pairs in the same order; twice, a level reads one and writes the other. */
  readonly rowOrders: readonly [Int32Array, Int32Array];
  readonly pairOrders: readonly [Float32Array, Float32Array];
  /** Of each node of the level: its rows, its histogram, its sibling's, and how it comes by its own. */
  readonly begins: Int32Array;
  readonly ends: Int32Array;
  readonly places: Int32Array;
  readonly siblings: Int32Array;
  readonly modes: Uint8Array;
  /** Of each node to be split: what to split on, the last bin to the left, and the rows that went there. */
  readonly splitFeatures: Int32Array;
  readonly splitBins: Int32Array;
  readonly splitDefaults: Uint8Array;
  readonly leftRows: Int32Array;
}

/** What exact splits need besides. */
export interface ExactSpace {
  /** [columns, rows]: rows sorted by node of the level, within it by rising value; rows of leaves fall away. */
  readonly walks: Int32Array;
  /** [columns, capacity]: how many rows of each node have a value. */
  readonly lengths: Int32Array;
  /** Of each node of the level above: whether it was split. */
  readonly wasSplit: Uint8Array;
  /** Of each row in a node that was split: 0 where it went left, 1 where it went right. */
  readonly sides: Uint8Array;
}

export interface Workspace {
  /** See `team.ts`. */
  readonly control: Int32Array;
  /** What a task reads and no other memory holds; see `JOB` in `jobs.ts`. */
  readonly job: Int32Array;
  readonly threads: number;
  readonly parameters: TreeParameters;
  readonly rows: number;
  readonly columns: number;
  /** The matrix. */
  readonly data: Float32Array;
  readonly labels: Float32Array;
  readonly margins: Float32Array;
  /** Gradient and hessian of each row. */
  readonly pairs: Float32Array;
  /** Of each row: 0 where the tree at hand does not see it. */
  readonly sampled: Uint8Array;
  /** [tasks of rows, 2]. */
  readonly taskSums: Float64Array;
  /** [columns, rows]: the rows that have a value, by rising value (with histograms, in pieces), and their number. */
  readonly orders: Int32Array;
  readonly presentRows: Int32Array;
  /** The features of the tree at hand: tasks are numbered by them. */
  readonly treeFeatures: Int32Array;
  readonly nodes: NodeTable;
  readonly histograms: HistogramSpace | null;
  readonly exact: ExactSpace | null;
}

const floats64 = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
const floats32 = (length: number) => new Float32Array(new SharedArrayBuffer(4 * length));
const integers = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
const bytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length));

export function createWorkspace(
  matrix: Matrix,
  labels: Float32Array,
  parameters: TreeParameters,
  threads: number,
): Workspace {
  const { rows, columns } = matrix;
  const isHist = parameters.treeMethod === "hist";
  const slots = Math.min(parameters.maxBin, rows) + 1;
  const histogramBytes = 16 * slots * columns;
  // A level's nodes have a row each at least, and the last level is not looked at.
  const widest = Math.min(2 ** (parameters.maxDepth - 1), rows);
  const affordable = Math.min(MOST_NODES_AT_ONCE, Math.floor(HISTOGRAM_BYTES / histogramBytes));
  const capacity = isHist ? Math.max(2, Math.min(widest, affordable)) : widest;
  const shared = floats32(rows);
  shared.set(labels);
  return {
    control: integers(16),
    job: integers(8),
    threads,
    parameters,
    rows,
    columns,
    data: matrix.data,
    labels: shared,
    margins: floats32(rows),
    pairs: floats32(2 * rows),
    sampled: bytes(rows),
    taskSums: floats64(2 * Math.ceil(rows / ROWS_A_TASK)),
    orders: integers(columns * rows),
    presentRows: integers(columns),
    treeFeatures: integers(columns),
    nodes: {
      capacity,
      gradients: floats64(capacity),
      hessians: floats64(capacity),
      rootGains: floats64(capacity),
      allowed: bytes(capacity * columns),
      splits: floats64(threads * capacity * SPLIT_FIELDS),
    },
    histograms: isHist
      ? createHistogramSpace(rows, columns, parameters.maxBin, capacity, histogramBytes)
      : null,
    exact: isHist
      ? null
      : {
          walks: integers(columns * rows),
          lengths: integers(columns * capacity),
          wasSplit: bytes(capacity),
          sides: bytes(rows),
        },
  };
}

function createHistogramSpace(
  rows: number,
  columns: number,
  maxBin: number,
  capacity: number,
  histogramBytes: number,
): HistogramSpace {
  const lengths = [histogramBytes * capacity, 2 * columns * rows, 4 * rows, 4 * rows, 8 * rows, 8 * rows];
  const starts: number[] = [];
  let bytesInAll = 0;
  for (const length of lengths) {
    starts.push(bytesInAll);
    bytesInAll += Math.ceil(length / CACHE_LINE) * CACHE_LINE;
  }
  if (bytesInAll > MOST_BYTES) {
    const limit = `histograms of ${rows} rows and ${columns} columns take more than 4 GiB`;
    throw new TreesError("data", `${limit}; train on fewer, or with treeMethod "exact"`);
  }
  const memory = createSharedMemory(bytesInAll);
  const { buffer } = memory;
  const [sums, bins, firstRows, secondRows, firstPairs, secondPairs] = starts;
  return {
    memory,
    sums: new Float64Array(buffer, sums, (histogramBytes * capacity) / 8),
    bins: new Uint16Array(buffer, bins, columns * rows),
    rowOrders: [new Int32Array(buffer, firstRows, rows), new Int32Array(buffer, secondRows, rows)],
    pairOrders: [
      new Float32Array(buffer, firstPairs, 2 * rows),
      new Float32Array(buffer, secondPairs, 2 * rows),
    ],
    cuts: floats32(columns * maxBin),
    binCounts: integers(columns),
    floors: floats32(columns),
    begins: integers(capacity),
    ends: integers(capacity),
    places: integers(capacity),
    siblings: integers(capacity),
    modes: bytes(capacity),
    splitFeatures: integers(capacity),
    splitBins: integers(capacity),
    splitDefaults: bytes(capacity),
    leftRows: integers(capacity),
  };
}
