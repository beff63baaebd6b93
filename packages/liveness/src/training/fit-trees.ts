import type { Random } from "@wristprint/core";
import { predictMargin, type TreeParameters, type TreesModel, trainTrees } from "@wristprint/trees";
import { labelsOf, matrixOf } from "./feature-table.js";
import type { TrainingRows } from "./training-rows.js";

export interface FitOptions {
  readonly names: readonly string[];
  readonly parameters: Partial<TreeParameters>;
  readonly random: Random;
}

/** Trains trees on some rows. */
export async function fitTrees(
  { table }: TrainingRows,
  rows: readonly number[],
  { names, parameters, random }: FitOptions,
): Promise<TreesModel> {
  return trainTrees(matrixOf(table, rows, names), labelsOf(table, rows), parameters, { random, threads: 1 });
}

/** Margins of tracks by their own rows, not their copies'. */
export function marginsOf(
  { table }: TrainingRows,
  tracks: readonly number[],
  model: TreesModel,
  names: readonly string[],
): Float32Array {
  return tracks.length === 0 ? new Float32Array(0) : predictMargin(model, matrixOf(table, tracks, names));
}
