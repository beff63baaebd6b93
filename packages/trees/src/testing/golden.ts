/** The cases of `golden.py`, with their data. */
import { readFileSync } from "node:fs";
import { createMatrix, type Matrix } from "../matrix.js";
import type { TreeParameters } from "../parameters.js";

export interface GoldenCase {
  readonly name: string;
  readonly parameters: Partial<TreeParameters>;
  /** What XGBoost was trained on. */
  readonly training: Matrix;
  readonly labels: readonly number[];
  /** What its model then predicted. */
  readonly fresh: Matrix;
  /** The model as XGBoost saved it. */
  readonly model: string;
  readonly margins: readonly number[];
  readonly predictions: readonly number[];
  /** [5, features + 1], of the first rows of `fresh`. */
  readonly contributions: readonly number[];
  readonly importances: Readonly<Record<string, readonly number[]>>;
}

interface Recorded extends Omit<GoldenCase, "name" | "training" | "labels" | "fresh" | "parameters"> {
  readonly rows: number;
  readonly columns: number;
  readonly names: readonly string[] | null;
  readonly parameters: Readonly<Record<string, string | number>>;
}

const NAMES: Readonly<Record<string, keyof TreeParameters>> = {
  tree_method: "treeMethod",
  max_depth: "maxDepth",
  max_bin: "maxBin",
  min_child_weight: "minChildWeight",
  scale_pos_weight: "scalePosWeight",
  base_score: "baseScore",
};

export function readGolden(): GoldenCase[] {
  const path = new URL("./golden.json", import.meta.url);
  const { rounds, cases } = JSON.parse(readFileSync(path, "utf8")) as {
    rounds: number;
    cases: Record<string, Recorded>;
  };
  return Object.entries(cases).map(([name, recorded]) => {
    const { rows, columns, names, parameters, margins } = recorded;
    const options = names ? { names } : {};
    const x = table(rows, columns, (row) => row);
    const fresh = table(margins.length, columns, (row, column) => 5000 + 3 * row + column);
    const entries = Object.entries(parameters).map(([key, value]) => [NAMES[key] ?? key, value]);
    return {
      ...recorded,
      name,
      parameters: { ...Object.fromEntries(entries), rounds },
      training: createMatrix(rows, columns, x.flat(), options),
      labels: x.map((row) => label(row, parameters.objective)),
      fresh: createMatrix(margins.length, columns, fresh.flat(), options),
    };
  });
}

function table(rows: number, columns: number, seed: (row: number, column: number) => number): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => value(seed(row, column), column)),
  );
}

function value(row: number, column: number): number {
  if (column % 2 === 1 && (row + column) % 11 === 0) return Number.NaN;
  return Math.floor(1000 * Math.sin(1.7 * row + 0.003 * row * row * (column + 1) + column) + 0.5) / 1000;
}

function label(row: readonly number[], objective: unknown): number {
  const [first, second, third] = row.map((it) => (Number.isNaN(it) ? 0 : it));
  const target = first + second * third;
  if (objective === "reg:squarederror") return target;
  return target > 0.1 ? 1 : 0;
}
