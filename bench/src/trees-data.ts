/** The data that trees are measured on: made up, and scikit-learn's where the peer has it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import type { Peer } from "./peer.js";

export interface TreesData {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Row after row; NaN where a value is missing. */
  readonly values: Float32Array;
  /** 0 or 1 a row. */
  readonly labels: Float32Array;
}

/** All data sets; they lie in the folder too, as the peer reads them. */
export async function treesData(peer: Peer | undefined, folder: string): Promise<TreesData[]> {
  const made = [hastie(), curved()];
  for (const { name, values, labels } of made) {
    writeFileSync(join(folder, `${name}.rows`), values);
    writeFileSync(join(folder, `${name}.labels`), labels);
  }
  if (!peer) return made;
  const known = (await peer.run("data", folder)) as Pick<TreesData, "name" | "rows" | "columns">[];
  const floats = (file: string) =>
    new Float32Array(Uint8Array.from(readFileSync(join(folder, file))).buffer as ArrayBuffer);
  const read = known.map((set) => ({
    ...set,
    values: floats(`${set.name}.rows`),
    labels: floats(`${set.name}.labels`),
  }));
  return [...read, ...made];
}

/** Whether a point of ten normal numbers lies outside a sphere (Hastie, Tibshirani, Friedman 2009, example 10.2). */
function hastie(): TreesData {
  const columns = 10;
  const isOutside = (row: Float32Array) => row.reduce((sum, value) => sum + value * value, 0) > 9.34;
  return makeUp("Hastie 12,000 x 10", 12_000, columns, 0, isOutside);
}

/** Thirty normal numbers, one in twenty missing; a few matter, curved and together, and there is noise. */
function curved(): TreesData {
  const noise = createRandom("bench trees noise");
  return makeUp("made up 100,000 x 30", 100_000, 30, 0.05, (row) => {
    const at = (column: number) => (Number.isNaN(row[column]) ? 0 : row[column]);
    const sum = [0, 1, 2, 3, 4].reduce((total, column) => total + at(column) ** 2, 0);
    return sum + at(5) * at(6) + noise.normal() > 5;
  });
}

function makeUp(
  name: string,
  rows: number,
  columns: number,
  missing: number,
  isPositive: (row: Float32Array) => boolean,
): TreesData {
  const random = createRandom(`bench trees ${name}`);
  const draw = () => (random.uniform() < missing ? Number.NaN : random.normal());
  const values = Float32Array.from({ length: rows * columns }, draw);
  const labels = Float32Array.from({ length: rows }, (_, row) =>
    isPositive(values.subarray(row * columns, (row + 1) * columns)) ? 1 : 0,
  );
  return { name, rows, columns, values, labels };
}
