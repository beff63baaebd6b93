import type { Random } from "@wristprint/core";
import type { Track } from "../track.js";
import { cutCopy } from "./cut-copies.js";
import { type FeatureTable, featureTable } from "./feature-table.js";

/** Tracks and copies of them with points cut out, as one table of features. */
export interface TrainingRows {
  readonly table: FeatureTable;
  /** For each row the track it is, or is cut from. The first rows are the tracks themselves, in their order. */
  readonly trackOf: Int32Array;
  readonly tracks: number;
}

/** Each track and `copies` of it with points cut out. A track's copies depend on the seed, its place and nothing else. */
export function trainingRows(tracks: readonly Track[], copies: number, random: Random): TrainingRows {
  const all = [...tracks];
  const trackOf: number[] = tracks.map((_, index) => index);
  for (let copy = 0; copy < copies; copy++) {
    for (const [index, track] of tracks.entries()) {
      all.push(cutCopy(track, random.fork(`copy ${copy} of ${index}`)));
      trackOf.push(index);
    }
  }
  return { table: featureTable(all), trackOf: Int32Array.from(trackOf), tracks: tracks.length };
}

/** The rows, copies too, of the tracks that are wanted, without those that have too little to be told by. */
export function rowsOf({ table, trackOf }: TrainingRows, wanted: (track: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (table.enough[row] === 1 && wanted(trackOf[row] as number)) rows.push(row);
  }
  return rows;
}
