import type { Random } from "@wristprint/core";
import { type SurfacePoint, searchParameters } from "../selection/search-parameters.js";
import type { Track } from "../track.js";
import { chooseFeatures } from "./cross-validate.js";
import type { DetectorSettings } from "./settings.js";
import { rowsOf, trainingRows } from "./training-rows.js";

export interface SearchSettingsOptions {
  readonly settings: DetectorSettings;
  readonly gammas: readonly number[];
  readonly maxDepths: readonly number[];
  readonly random: Random;
  readonly onPoint?: (done: number, of: number) => void;
}

const FOLDS = 3;

/** Selects features on all tracks, and tries gamma and depth of the trees on them by three folds. */
export async function searchSettings(
  tracks: readonly Track[],
  { settings, gammas, maxDepths, random, onPoint }: SearchSettingsOptions,
): Promise<SurfacePoint[]> {
  const known = tracks.filter(({ human }) => human !== undefined);
  const rows = trainingRows(known, settings.copies, random.fork("copies"));
  const everyRow = rowsOf(rows, () => true);
  const { kept } = await chooseFeatures(rows, everyRow, settings, random.fork("selection"));
  return searchParameters(rows, {
    settings,
    names: kept,
    gammas,
    maxDepths,
    folds: FOLDS,
    random: random.fork("search"),
    ...(onPoint && { onPoint }),
  });
}
