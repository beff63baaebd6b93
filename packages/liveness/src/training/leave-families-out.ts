import { areaUnderCurve, compareScores, type Random, thresholdAtBpcer } from "@wristprint/core";
import { createReplayIndex } from "../replay/replay-index.js";
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
  /**
   * Share let through at a threshold that refuses 1 % of people. A fold's machines go by a threshold of the other folds'
   * people, each scored by trees that had not seen them.
   */
  readonly apcerAtBpcer1: number;
  /** Share of people whom those thresholds refuse: each fold's people by the other folds'. */
  readonly bpcer: number;
  /** Of the tracks let through, the share that the replay search finds to be copies of the family's tracks before them. */
  readonly copies: number;
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
      const told = marginsOf(rows, tested, model, kept);
      for (const [at, track] of tested.entries()) margins[track] = told[at] as number;
    }
    const dataSets = [...new Set(known.filter(({ human }) => human).map(dataSetOf))];
    for (const family of families) {
      const machines = scored(
        margins,
        (track) => table.labels[track] === 0 && known[track]?.family === family,
      );
      if (machines.length === 0) continue;
      const people = (of?: string) =>
        scored(
          margins,
          (track) => table.labels[track] === 1 && (of === undefined || dataSetOf(known[track]) === of),
        );
      const accepted = (of?: string) => acceptedByOtherFolds({ margins, folds, count, people: people(of) });
      const passes = accepted();
      const passed = machines.filter(passes);
      results.push({
        group: name,
        family,
        tracks: machines.length,
        apcerAtBpcer1: passed.length / machines.length,
        bpcer: 1 - people().filter(passes).length / people().length,
        copies: shareOfCopies(
          known.filter((track) => track.family === family && track.human === false),
          new Set(passed.map((track) => known[track])),
        ),
        apcerByPeople: Object.fromEntries(
          dataSets.map((of) => [of, machines.filter(accepted(of)).length / machines.length]),
        ),
        auc: areaUnderCurve(compareScores(marginsAt(margins, people()), marginsAt(margins, machines))),
        features,
      });
    }
    onGroup?.(index + 1, groups.length);
  }
  return results;
}

/** The tracks wanted that have a margin. */
function scored(margins: Float32Array, wanted: (track: number) => boolean): number[] {
  return Array.from(margins.keys()).filter((track) => !Number.isNaN(margins[track]) && wanted(track));
}

function marginsAt(margins: Float32Array, tracks: readonly number[]): Float32Array {
  return Float32Array.from(tracks, (track) => margins[track] as number);
}

interface Accepting {
  readonly margins: Float32Array;
  readonly folds: Uint8Array;
  readonly count: number;
  readonly people: readonly number[];
}

/** Whether a track is taken for a person's where 1 % of the people of the folds that it is not in are refused. */
function acceptedByOtherFolds({ margins, folds, count, people }: Accepting): (track: number) => boolean {
  const thresholds = Array.from({ length: count }, (_, fold) => {
    const others = marginsAt(
      margins,
      people.filter((track) => folds[track] !== fold),
    );
    // The threshold looks at people alone.
    return thresholdAtBpcer(compareScores(others, others), 0.01);
  });
  return (track) => (margins[track] as number) >= (thresholds[folds[track] as number] as number);
}

/** The share of some of a family's tracks that copy one before them. */
function shareOfCopies(family: readonly Track[], some: ReadonlySet<Track | undefined>): number {
  const index = createReplayIndex();
  let copies = 0;
  for (const track of family) {
    if (some.has(track) && index.check(track).outcome === "replay") copies++;
    index.add(track, { subject: track.family, name: track.id, atMs: 0 });
  }
  return some.size > 0 ? copies / some.size : 0;
}

function dataSetOf(track: Track | undefined): string {
  return (track?.family ?? "").split("/")[0] ?? "";
}
