import { apcerAtBpcer, areaUnderCurve, compareScores, presentationErrorsAt } from "@wristprint/core";
import type { Track } from "../track.js";
import type { Detector } from "./detector.js";

export interface FamilyFigures {
  readonly family: string;
  readonly human: boolean;
  readonly tracks: number;
  /** Share that was taken for what it is not: BPCER of a people's family, APCER of a machines'. */
  readonly wrong: number;
}

/** Figures of tracks told person or machine. A person is the positive class. `null` where a class has no track. */
export interface LivenessFigures {
  readonly tracks: number;
  readonly humans: number;
  readonly machines: number;
  /** Of the people's tracks, those taken for a machine's. */
  readonly humansRefused: number;
  /** Of the machines' tracks, those taken for a person's. */
  readonly machinesAccepted: number;
  /** Tracks too short to tell: taken for a person's. */
  readonly tooShort: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly accuracy: number | null;
  readonly auc: number | null;
  /** Share of machines' tracks taken for a person's (ISO/IEC 30107-3). */
  readonly apcer: number | null;
  /** Share of people's tracks taken for a machine's. */
  readonly bpcer: number | null;
  /** APCER at the threshold that gives a BPCER of 1 % on these same tracks. */
  readonly apcerAtBpcer1: number | null;
  readonly families: readonly FamilyFigures[];
}

/**
 * Figures from scores, the log odds of a person, NaN where a track was too short: such a track is taken for a person's, with the
 * least score that is accepted.
 */
export function livenessFigures(
  tracks: readonly Pick<Track, "family" | "human">[],
  scores: ArrayLike<number>,
  threshold: number,
): LivenessFigures {
  const of = (human: boolean) =>
    tracks.flatMap((track, index) => {
      const score = scores[index] as number;
      return track.human === human ? [Number.isNaN(score) ? threshold : score] : [];
    });
  const people = of(true);
  const machines = of(false);
  const accepted = (list: readonly number[]) => list.filter((score) => score >= threshold).length;
  const truePeople = accepted(people);
  const falsePeople = accepted(machines);
  const both = people.length > 0 && machines.length > 0 ? compareScores(people, machines) : undefined;
  const errors = both && presentationErrorsAt(both, threshold);
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    tracks: people.length + machines.length,
    humans: people.length,
    machines: machines.length,
    humansRefused: people.length - truePeople,
    machinesAccepted: falsePeople,
    tooShort: tracks.filter((track, index) => track.human !== undefined && Number.isNaN(scores[index]))
      .length,
    precision: share(truePeople, truePeople + falsePeople),
    recall: share(truePeople, people.length),
    accuracy: share(truePeople + machines.length - falsePeople, people.length + machines.length),
    auc: both === undefined ? null : areaUnderCurve(both),
    apcer: errors?.apcer ?? share(falsePeople, machines.length),
    bpcer: errors?.bpcer ?? share(people.length - truePeople, people.length),
    apcerAtBpcer1: both === undefined ? null : apcerAtBpcer(both, 0.01),
    families: familyFigures(tracks, scores, threshold),
  };
}

function familyFigures(
  tracks: readonly Pick<Track, "family" | "human">[],
  scores: ArrayLike<number>,
  threshold: number,
): FamilyFigures[] {
  const families = new Map<string, { family: string; human: boolean; tracks: number; wrong: number }>();
  for (const [index, { family, human }] of tracks.entries()) {
    if (human === undefined) continue;
    const key = `${family} ${human}`;
    const entry = families.get(key) ?? { family, human, tracks: 0, wrong: 0 };
    entry.tracks++;
    if (!((scores[index] as number) < threshold) !== human) entry.wrong++;
    families.set(key, entry);
  }
  return Array.from(families.values(), (entry) => ({ ...entry, wrong: entry.wrong / entry.tracks }));
}

export interface DetectorEvaluation extends LivenessFigures {
  /** Features and decision together, on one core, after a round to warm up. */
  readonly microsecondsPerTrack: number;
}

/** Scores every track and says how well. @param clock milliseconds */
export function evaluateDetector(
  detector: Detector,
  tracks: readonly Track[],
  clock: () => number,
): DetectorEvaluation {
  const scores = new Float64Array(tracks.length);
  const round = () => {
    for (let i = 0; i < tracks.length; i++) scores[i] = detector.score(tracks[i] as Track);
  };
  round();
  const started = clock();
  round();
  const ms = clock() - started;
  const figures = livenessFigures(tracks, scores, detector.card.threshold);
  return { ...figures, microsecondsPerTrack: (1000 * ms) / tracks.length };
}
