import { fitLogistic, type Random } from "@wristprint/core";
import type { TreesModel } from "@wristprint/trees";
import type { DetectorCard } from "../detector/detector-card.js";
import { type LivenessFigures, livenessFigures } from "../detector/evaluate-detector.js";
import { generateTracks } from "../generators/generate-tracks.js";
import { LivenessError } from "../liveness-error.js";
import type { Track } from "../track.js";
import { chooseFeatures, crossValidate } from "./cross-validate.js";
import { fitTrees } from "./fit-trees.js";
import type { DetectorSettings } from "./settings.js";
import { rowsOf, trainingRows } from "./training-rows.js";

export interface TrainDetectorOptions {
  readonly name: string;
  readonly version: string;
  readonly seed: number | string;
  readonly random: Random;
  readonly settings: DetectorSettings;
  /** Tracks made by each of our generators that are added to the machines'; 0 for none. */
  readonly generated: number;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface TrainedDetector {
  readonly card: DetectorCard;
  readonly model: TreesModel;
  /** By five folds, features chosen anew in each; of the tracks that were given, not of those that were generated. */
  readonly figures: LivenessFigures;
}

const FOLDS = 5;

/**
 * Trains a detector: five folds give every track a margin from trees that did not see it, from which calibration and
 * figures come; then features are selected and trees trained on all. Tracks of unknown making are left out. Throws a
 * LivenessError `not-enough-data` with fewer than two dozen tracks of a class.
 */
export async function trainDetector(
  tracks: readonly Track[],
  options: TrainDetectorOptions,
): Promise<TrainedDetector> {
  const { name, version, seed, random, settings, generated, onProgress } = options;
  const given = tracks.filter(({ human }) => human !== undefined);
  const recorded = given.filter(({ human }) => human);
  const made =
    generated > 0 ? generateTracks({ each: generated, random: random.fork("generators"), recorded }) : [];
  const all = [...given, ...made];
  requireBoth(all);
  const rows = trainingRows(all, settings.copies, random.fork("copies"));
  const steps = FOLDS + 1;
  const { margins } = await crossValidate(rows, {
    settings,
    random: random.fork("cross-validation"),
    folds: FOLDS,
    ...(onProgress && { onFold: (done: number) => onProgress(done, steps) }),
  });
  const calibration = calibrate(all, margins);
  const scores = Float64Array.from(margins, (margin) => calibration.slope * margin + calibration.offset);
  // Where the trees hold either equally likely, people being as frequent as in training: nothing is chosen here.
  const threshold = calibration.offset;
  const everyRow = rowsOf(rows, () => true);
  const selection = await chooseFeatures(rows, everyRow, settings, random.fork("selection"));
  const model = await fitTrees(rows, everyRow, {
    names: selection.kept,
    parameters: settings.trees,
    random: random.fork("trees"),
  });
  onProgress?.(steps, steps);
  const card: DetectorCard = {
    format: "wristprint-model/1",
    task: "liveness",
    name,
    version,
    features: selection.kept,
    calibration,
    threshold,
    settings,
    selection: selection.report,
    trainedOn: countFamilies(all),
    seed,
  };
  return { card, model, figures: livenessFigures(given, scores.subarray(0, given.length), threshold) };
}

/** Platt's scaling, both classes counting the same, on margins of left-out folds. */
export function calibrate(tracks: readonly Pick<Track, "human">[], margins: ArrayLike<number>) {
  const of = (human: boolean) =>
    Array.from(margins).filter((margin, index) => tracks[index]?.human === human && !Number.isNaN(margin));
  return fitLogistic(of(true), of(false));
}

const FEWEST = 24;

function requireBoth(tracks: readonly Track[]): void {
  for (const human of [true, false]) {
    const count = tracks.filter((track) => track.human === human).length;
    if (count >= FEWEST) continue;
    const who = human ? "people" : "machines";
    throw new LivenessError(
      "not-enough-data",
      `Expected at least ${FEWEST} tracks of ${who}, found ${count}`,
    );
  }
}

function countFamilies(tracks: readonly Track[]): DetectorCard["trainedOn"] {
  const counts = new Map<string, { family: string; human: boolean; tracks: number }>();
  for (const { family, human } of tracks) {
    const key = `${family} ${human}`;
    const entry = counts.get(key) ?? { family, human: human === true, tracks: 0 };
    entry.tracks++;
    counts.set(key, entry);
  }
  return Array.from(counts.values());
}
