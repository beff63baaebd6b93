/**
 * Local outlier factor: Breunig, Kriegel, Ng & Sander 2000, LOF: identifying density-based local outliers. New rows are
 * compared with the learnt ones alone (as scikit-learn's `novelty`).
 */
import { z } from "zod";
import { numberOf, type OneClassKind, tensorOf } from "./one-class-kind.js";
import { innerProduct, type Rows, squaredLengths } from "./rows.js";

const settings = z.strictObject({
  kind: z.literal("localOutlierFactor"),
  /** How many nearest rows make a row's neighbourhood; all others where there are fewer. */
  neighbours: z.int().min(1).default(20),
});

type Settings = z.output<typeof settings>;

/** Added to the mean reach, so that rows that lie on one another have a density. */
const SMALLEST_REACH = 1e-10;

export const localOutlierFactor = {
  name: "localOutlierFactor",
  title: "local outlier factor",
  source: "Breunig, Kriegel, Ng & Sander 2000, LOF: identifying density-based local outliers",
  settings,
  tensors: ["rows", "reach", "density"],

  fit(rows, { neighbours: asked }) {
    const neighbours = Math.min(asked, rows.count - 1);
    const { nearest, distances } = findNeighbours(rows, rows, neighbours, true);
    const reach = Float32Array.from(
      { length: rows.count },
      (_, row) => distances[(row + 1) * neighbours - 1],
    );
    const density = Float32Array.from({ length: rows.count }, (_, row) =>
      localDensity(nearest, distances, reach, row, neighbours),
    );
    return {
      numbers: { neighbours },
      tensors: new Map([
        ["rows", { shape: [rows.count, rows.size], data: new Float32Array(rows.data) }],
        ["reach", { shape: [rows.count], data: reach }],
        ["density", { shape: [rows.count], data: density }],
      ]),
    };
  },

  scorer(parameters) {
    const neighbours = numberOf(parameters, "neighbours");
    const reach = tensorOf(parameters, "reach");
    const density = tensorOf(parameters, "density");
    const data = tensorOf(parameters, "rows");
    return (rows) => {
      const learnt: Rows = { count: reach.length, size: rows.size, data };
      const { nearest, distances } = findNeighbours(rows, learnt, neighbours, false);
      return Float64Array.from({ length: rows.count }, (_, row) => {
        const own = localDensity(nearest, distances, reach, row, neighbours);
        let sum = 0;
        for (let k = row * neighbours; k < (row + 1) * neighbours; k++) sum += density[nearest[k]];
        return -sum / neighbours / own;
      });
    };
  },
} satisfies OneClassKind<Settings>;

interface Neighbours {
  /** Row numbers, nearest first: [rows, neighbours] */
  readonly nearest: Int32Array;
  /** [rows, neighbours] */
  readonly distances: Float64Array;
}

/** @param same the rows are the others, and none is its own neighbour */
function findNeighbours(rows: Rows, others: Rows, neighbours: number, same: boolean): Neighbours {
  const lengths = squaredLengths(rows);
  const otherLengths = same ? lengths : squaredLengths(others);
  const nearest = new Int32Array(rows.count * neighbours);
  const distances = new Float64Array(rows.count * neighbours).fill(Infinity);
  for (let row = 0; row < rows.count; row++) {
    const first = row * neighbours;
    const last = first + neighbours - 1;
    for (let other = 0; other < others.count; other++) {
      if (same && other === row) continue;
      const product = innerProduct(rows, row, others, other);
      const squared = Math.max(0, lengths[row] + otherLengths[other] - 2 * product);
      if (squared >= distances[last]) continue;
      let k = last;
      for (; k > first && distances[k - 1] > squared; k--) {
        distances[k] = distances[k - 1];
        nearest[k] = nearest[k - 1];
      }
      distances[k] = squared;
      nearest[k] = other;
    }
  }
  return { nearest, distances: distances.map(Math.sqrt) };
}

/** One over the mean reach from a row's neighbours: how densely it lies. */
function localDensity(
  nearest: Int32Array,
  distances: Float64Array,
  reach: Float32Array,
  row: number,
  neighbours: number,
): number {
  let sum = 0;
  for (let k = row * neighbours; k < (row + 1) * neighbours; k++) {
    sum += Math.max(distances[k], reach[nearest[k]]);
  }
  return 1 / (sum / neighbours + SMALLEST_REACH);
}
