import { createMatrix, type Matrix } from "@wristprint/trees";
import { createFeatureExtractor } from "../features/extract-features.js";
import type { Track } from "../track.js";

/** Tracks as rows of features. */
export interface FeatureTable {
  readonly names: readonly string[];
  readonly rows: number;
  /** Row after row. */
  readonly values: Float32Array;
  /** 1 for a person. */
  readonly labels: Float32Array;
  /** 1 where the track has enough to be told by. */
  readonly enough: Uint8Array;
  readonly families: readonly string[];
}

/** The features of labelled tracks; what is `human: undefined` counts as a machine, so leave it out before. */
export function featureTable(tracks: readonly Track[], names?: readonly string[]): FeatureTable {
  const extractor = createFeatureExtractor(names);
  const width = extractor.features.length;
  const values = new Float32Array(tracks.length * width);
  const enough = new Uint8Array(tracks.length);
  for (const [row, track] of tracks.entries()) {
    enough[row] = extractor.extract(track, values, row * width) ? 1 : 0;
  }
  return {
    names: extractor.features.map(({ name }) => name),
    rows: tracks.length,
    values,
    labels: Float32Array.from(tracks, ({ human }) => (human === true ? 1 : 0)),
    enough,
    families: tracks.map(({ family }) => family),
  };
}

/** Some rows of a table, in the order given, and some of its columns (all by default), as the trees take them. */
export function matrixOf(
  table: FeatureTable,
  rows: ArrayLike<number>,
  names: readonly string[] = table.names,
): Matrix {
  const columns = names.map((name) => table.names.indexOf(name));
  const width = table.names.length;
  const data = new Float32Array(rows.length * columns.length);
  for (let r = 0; r < rows.length; r++) {
    const from = (rows[r] as number) * width;
    for (const [c, column] of columns.entries())
      data[r * columns.length + c] = table.values[from + column] as number;
  }
  return createMatrix(rows.length, columns.length, data, { names });
}

export function labelsOf(table: FeatureTable, rows: ArrayLike<number>): Float32Array {
  return Float32Array.from(rows, (row) => table.labels[row] as number);
}
