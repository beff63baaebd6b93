import { apcerAtBpcer, areaUnderCurve, compareScores, type Random, thresholdAtBpcer } from "@wristprint/core";
import type { Track } from "../track.js";
import { chooseFeatures } from "./cross-validate.js";
import { fitTrees, marginsOf } from "./fit-trees.js";
import { stratifiedFolds } from "./folds.js";
import type { DetectorSettings } from "./settings.js";
import { rowsOf, trainingRows } from "./training-rows.js";

/** Machines of these families are left out of training together. */
export interface LeftOutGroup {
  readonly name: string;
  readonly families: readonly string[];
}

/** How machines of one family fared that no training had seen. */
export interface LeaveOutResult {
  readonly group: string;
  readonly family: string;
  readonly tracks: number;
  /** Share let through at a threshold that refuses 1 % of people, found on people whom training had not seen either. */
  readonly apcerAtBpcer1: number;
  /** The same where the people are those of one data set alone, by data set. */
  readonly apcerByPeople: Readonly<Record<string, number>>;
  readonly auc: number;
  /** Features by importance in the trees of the first fold. */
  readonly features: readonly string[];
}

export interface LeaveFamiliesOutOptions {
  readonly settings: DetectorSettings;
  readonly random: Random;
  readonly folds: number;
  readonly onGroup?: (done: number, of: number) => void;
}

/**
 * For each group of machines' families: trains without them on all other machines and on the people of all folds but one,
 * scores that fold's people, and the left-out machines by every fold's trees, one track by one of them in turn.
 */
export async function leaveFamiliesOut(
  tracks: readonly Track[],
  groups: readonly LeftOutGroup[],
  { settings, random, folds: count, onGroup }: LeaveFamiliesOutOptions,
): Promise<LeaveOutResult[]> {
  const known = tracks.filter(({ human }) => human !== undefined);
  const rows = trainingRows(known, settings.copies, random.fork("copies"));
  const { table } = rows;
  const folds = stratifiedFolds(table.labels.subarray(0, rows.tracks), count, random.fork("folds"));
  const results: LeaveOutResult[] = [];
  for (const [index, { name, families }] of groups.entries()) {
    const leftOut = (track: number) =>
      table.labels[track] === 0 && families.includes(known[track]?.family ?? "");
    const margins = new Float32Array(rows.tracks).fill(Number.NaN);
    let features: readonly string[] = [];
    for (let fold = 0; fold < count; fold++) {
      const own = random.fork(`${name} ${fold}`);
      const training = rowsOf(rows, (track) => folds[track] !== fold && !leftOut(track));
      const { kept } = await chooseFeatures(rows, training, settings, own.fork("selection"));
      if (fold === 0) features = kept;
      const model = await fitTrees(rows, training, {
        names: kept,
        parameters: settings.trees,
        random: own.fork("trees"),
      });
      const tested = Array.from({ length: rows.tracks }, (_, track) => track).filter(
        (track) => folds[track] === fold && table.enough[track] === 1,
      );
      const scored = marginsOf(rows, tested, model, kept);
      for (const [at, track] of tested.entries()) margins[track] = scored[at] as number;
    }
    for (const family of families) {
      const machines = pick(margins, (track) => table.labels[track] === 0 && known[track]?.family === family);
      if (machines.length === 0) continue;
      const people = (of?: string) =>
        pick(
          margins,
          (track) => table.labels[track] === 1 && (of === undefined || dataSetOf(known[track]) === of),
        );
      const all = compareScores(people(), machines);
      const dataSets = [...new Set(known.filter(({ human }) => human).map(dataSetOf))];
      results.push({
        group: name,
        family,
        tracks: machines.length,
        apcerAtBpcer1: apcerAtBpcer(all, 0.01),
        apcerByPeople: Object.fromEntries(
          dataSets.map((of) => [
            of,
            shareAbove(machines, thresholdAtBpcer(compareScores(people(of), machines), 0.01)),
          ]),
        ),
        auc: areaUnderCurve(all),
        features,
      });
    }
    onGroup?.(index + 1, groups.length);
  }
  return results;
}

function pick(margins: Float32Array, wanted: (track: number) => boolean): number[] {
  return Array.from(margins).filter((margin, track) => !Number.isNaN(margin) && wanted(track));
}

function dataSetOf(track: Track | undefined): string {
  return (track?.family ?? "").split("/")[0] ?? "";
}

function shareAbove(scores: readonly number[], threshold: number): number {
  return scores.filter((score) => score >= threshold).length / scores.length;
}
