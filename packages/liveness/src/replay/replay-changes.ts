/** What a replayer may do to a stored track, to see whether it is found all the same. */
import {
  type Alteration,
  copyTrack,
  cutOut,
  type MovePointsOptions,
  mirror,
  movePoints,
  sampleAnew,
  scaleTime,
  shiftInPlace,
} from "./alterations.js";

export interface Change {
  readonly change: string;
  readonly share?: number;
  readonly offsetPx?: number;
  readonly alter: Alteration;
}

/** Every kind of change that is made to one track. */
export const CHANGES: readonly Change[] = [
  { change: "exact copy", alter: copyTrack },
  moved("10 % of points moved by 1 px", { share: 0.1, px: 1, axes: "both" }),
  moved("all points moved by up to 1 px", { share: 1, px: 1, upTo: true, axes: "both" }),
  moved("50 % of points moved by 3 px", { share: 0.5, px: 3, axes: "both" }),
  moved("50 % of points moved by 3 px, x alone", { share: 0.5, px: 3, axes: "x" }),
  moved("all points moved by 3 px", { share: 1, px: 3, axes: "both" }),
  { change: "shifted in place", alter: shiftInPlace(300) },
  { change: "time scaled, 0.5 to 2", alter: scaleTime(0.5, 2) },
  { change: "mirrored", alter: mirror },
  { change: "sampled anew every 16 ms", alter: sampleAnew(16) },
  { change: "sampled anew every 8 ms", alter: sampleAnew(8) },
  {
    change: "shifted, time scaled, all points moved by up to 1 px",
    alter: together(
      shiftInPlace(300),
      scaleTime(0.5, 2),
      movePoints({ share: 1, px: 1, upTo: true, axes: "both" }),
    ),
  },
  { change: "sampled anew every 16 ms, time scaled", alter: together(sampleAnew(16), scaleTime(0.5, 2)) },
  { change: "cut to 60 %", alter: cutOut(0.6) },
];

/** x of none to all of the points moved by 1 px, then by 3 px, as for Figure 12 of the paper. */
export const OFFSET_CHANGES: readonly Change[] = [1, 3].flatMap((px) =>
  [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((share) =>
    moved(`${Math.round(100 * share)} % of points moved by ${px} px, x alone`, { share, px, axes: "x" }),
  ),
);

function moved(change: string, options: MovePointsOptions): Change {
  return { change, share: options.share, offsetPx: options.px, alter: movePoints(options) };
}
function together(...alterations: readonly Alteration[]): Alteration {
  return (track, random) => alterations.reduce((altered, alter) => alter(altered, random), track);
}
