/** What a session's tracks say together about man or machine: sums, and a pure look at them. */
import type { Liveness, LivenessReason } from "@wristprint/api";
import type { TrackColumns } from "@wristprint/liveness";
import type { MachineDetector } from "./machine-detector.js";

/** One track says no more than this, whatever its score: a detector is not that sure of what it never saw. */
const MOST_OF_ONE_TRACK = 6;
/**
 * Tracks of one session are alike: an unusual hand is unusual in all of them. So n tracks count as
 * n / (1 + (n − 1) ρ) that had nothing to do with each other: the design effect of cluster samples (Kish 1965).
 */
const LIKENESS_OF_TRACKS = 0.3;
/**
 * Decided at these odds (Wald 1945), where beforehand both are as likely: a machine at 19 to 1, a person at 99 to 1. A
 * detector is surer of people, of whom it saw many, than of machines, which will be others than it saw.
 */
const ENOUGH_FOR_MACHINE = Math.log(19);
const ENOUGH_FOR_PERSON = Math.log(99);
const NAMED_REASONS = 4;

export type MachineLook = Pick<
  Liveness,
  "kind" | "outcome" | "probability" | "tracks" | "reasons" | "scripted"
>;

export interface MachineEvidence {
  /** @param logLikelihoodRatio as {@link MachineDetector.score} gives it */
  add(track: TrackColumns, logLikelihoodRatio: number): void;
  /**
   * Takes over what was decided before. A session once called a machine's stays one: its first such answer is what the
   * odds hold for, and a machine is none the less one for a person's hand behind it.
   */
  settle(before: MachineLook): void;
  /**
   * @param scripted whether the browser itself says that a script made events
   * @returns `undefined` while there is nothing to look at
   */
  look(scripted: boolean): MachineLook | undefined;
}

interface Telling {
  readonly track: TrackColumns;
  readonly logLikelihoodRatio: number;
}

/** @param explain as {@link MachineDetector.explain}; asked of the track that speaks most clearly for what is answered */
export function createMachineEvidence(explain: MachineDetector["explain"]): MachineEvidence {
  let sum = 0;
  let tracks = 0;
  let mostMachine: Telling | undefined;
  let mostPerson: Telling | undefined;
  let explained: TrackColumns | undefined;
  let reasons: LivenessReason[] = [];
  let settled: MachineLook | undefined;

  function reasonsOf(telling: Telling | undefined): LivenessReason[] {
    if (telling && telling.track !== explained) {
      explained = telling.track;
      reasons = [...explain(telling.track)]
        .filter(({ weight }) => weight !== 0)
        .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
        .slice(0, NAMED_REASONS);
    }
    return reasons;
  }

  return {
    add(track, logLikelihoodRatio) {
      sum += Math.max(-MOST_OF_ONE_TRACK, Math.min(MOST_OF_ONE_TRACK, logLikelihoodRatio));
      tracks += 1;
      const one = { track, logLikelihoodRatio };
      if (!mostMachine || logLikelihoodRatio > mostMachine.logLikelihoodRatio) mostMachine = one;
      if (!mostPerson || logLikelihoodRatio < mostPerson.logLikelihoodRatio) mostPerson = one;
    },
    settle(before) {
      if (before.outcome === "machine") settled = before;
    },
    look(scripted) {
      if (settled || (tracks === 0 && !scripted)) return settled;
      // The mean, as often as there are tracks that had nothing to do with each other.
      const evidence = sum / Math.max(1, 1 + (tracks - 1) * LIKENESS_OF_TRACKS);
      const machine = scripted || evidence >= ENOUGH_FOR_MACHINE;
      const look: MachineLook = {
        kind: "liveness",
        outcome: machine ? "machine" : evidence <= -ENOUGH_FOR_PERSON ? "person" : "undecided",
        probability: scripted ? 1 : 1 / (1 + Math.exp(-evidence)),
        tracks,
        reasons: scripted ? [] : reasonsOf(evidence > 0 ? mostMachine : mostPerson),
        scripted,
      };
      if (machine) settled = look;
      return look;
    },
  };
}
