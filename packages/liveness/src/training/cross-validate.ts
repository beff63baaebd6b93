import type { Random } from "@wristprint/core";
import { type Selection, selectFeatures } from "../selection/select-features.js";
import { fitTrees, marginsOf } from "./fit-trees.js";
import { stratifiedFolds } from "./folds.js";
import type { DetectorSettings } from "./settings.js";
import { rowsOf, type TrainingRows } from "./training-rows.js";

export interface CrossValidation {
  /** A margin a track, from trees that saw neither it nor a copy of it; NaN for a track with too little to tell. */
  readonly margins: Float32Array;
  readonly folds: Uint8Array;
  /** What was selected in each fold; empty where the features were given. */
  readonly selections: readonly Selection[];
}

export interface CrossValidateOptions {
  readonly settings: DetectorSettings;
  readonly random: Random;
  readonly folds: number;
  /** Taken as they are; by default they are selected anew in each fold, on its training tracks alone. */
  readonly names?: readonly string[];
  readonly onFold?: (done: number, of: number) => void;
}

/** Scores every track by trees that were trained, and whose features were chosen, without it. */
export async function crossValidate(
  rows: TrainingRows,
  { settings, random, folds: count, names: given, onFold }: CrossValidateOptions,
): Promise<CrossValidation> {
  const folds = stratifiedFolds(rows.table.labels.subarray(0, rows.tracks), count, random.fork("folds"));
  const margins = new Float32Array(rows.tracks).fill(Number.NaN);
  const selections: Selection[] = [];
  for (let fold = 0; fold < count; fold++) {
    const training = rowsOf(rows, (track) => folds[track] !== fold);
    let names = given;
    if (names === undefined) {
      const selection = await chooseFeatures(rows, training, settings, random.fork(`selection ${fold}`));
      selections.push(selection);
      names = selection.kept;
    }
    const options = { names, parameters: settings.trees, random: random.fork(`trees ${fold}`) };
    const model = await fitTrees(rows, training, options);
    const tested = testedTracks(rows, folds, fold);
    const scored = marginsOf(rows, tested, model, names);
    for (const [index, track] of tested.entries()) margins[track] = scored[index] as number;
    onFold?.(fold + 1, count);
  }
  return { margins, folds, selections };
}

/** Selects features as the settings say. */
export function chooseFeatures(
  training: TrainingRows,
  rows: readonly number[],
  { features, correlation, ranking, worth }: DetectorSettings,
  random: Random,
): Promise<Selection> {
  return selectFeatures(training, rows, { most: features, correlation, ranking, worth, random });
}

function testedTracks({ table, tracks }: TrainingRows, folds: Uint8Array, fold: number): number[] {
  const tested: number[] = [];
  for (let track = 0; track < tracks; track++) {
    if (folds[track] === fold && table.enough[track] === 1) tested.push(track);
  }
  return tested;
}
