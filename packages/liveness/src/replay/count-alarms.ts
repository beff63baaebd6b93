/** How often honest tracks are taken for copies of others. */
import type { TrackColumns } from "../track.js";
import { BREATHE_EVERY, breathe } from "./breathe.js";
import type { ReplayAnswer } from "./replay-answer.js";
import type { FalseAlarms, ReplayEvaluation } from "./replay-evaluation.js";

export interface HonestTrack {
  readonly name: string;
  /** Under which it is stored itself, where it is. */
  readonly number: number | undefined;
  readonly track: TrackColumns;
}

export type Alarm = ReplayEvaluation["alarms"][number];

export interface CountedAlarms {
  readonly counts: FalseAlarms;
  /** Each alarm, in order. */
  readonly alarms: readonly Alarm[];
}

/** Checks each against all stored ones but itself, until `most` of them held enough to be told. */
export async function countAlarms(
  tracks: readonly HonestTrack[],
  most: number,
  check: (track: TrackColumns, except: number | undefined) => ReplayAnswer,
): Promise<CountedAlarms> {
  const alarms: Alarm[] = [];
  let asked = 0;
  for (const [i, { name, number, track }] of tracks.entries()) {
    if (asked === most) break;
    if (i % BREATHE_EVERY === 0) await breathe();
    const { outcome, sources } = check(track, number);
    if (outcome === "too-plain") continue;
    asked++;
    if (sources.length === 0) continue;
    const { subject, name: stored, distancePx, knots } = sources[0];
    alarms.push({ track: name, takenFor: `${subject} ${stored}`, distancePx, knots });
  }
  return {
    counts: { probes: asked, alarms: alarms.length, rate: alarms.length / Math.max(1, asked) },
    alarms,
  };
}
