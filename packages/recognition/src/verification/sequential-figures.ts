/** What the sequential test does with sessions that its thresholds were not fitted on. */
import type { Comparator } from "@wristprint/core";
import { growingProbe, type SubjectReference } from "./reference-sets.js";
import type { SessionSignatures } from "./session-signatures.js";

export interface OutcomeShares {
  readonly sequences: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly undecided: number;
  /** Mean blocks to a decision, of the sequences that were decided; null where none was. */
  readonly blocksToDecision: number | null;
}

export interface SequentialFigures {
  /** The rate that acceptance was set to. */
  readonly fmr: number;
  /** The share of the right people who may be rejected, that rejection was set to. */
  readonly fnmr: number;
  /** Blocks at most; a shorter session ends sooner. */
  readonly looks: number;
  readonly mated: OutcomeShares;
  readonly nonMated: OutcomeShares;
}

/** Every probe session, from its first block on, against every reference. */
export function trySequentialTest(
  comparator: Comparator,
  enrolled: readonly SubjectReference[],
  sessions: readonly SessionSignatures[],
  { fmr, fnmr, looks }: { readonly fmr: number; readonly fnmr: number; readonly looks: number },
): SequentialFigures {
  const mated: Ending[] = [];
  const nonMated: Ending[] = [];
  const references = enrolled.map(({ reference }) => reference);
  for (const session of sessions) {
    const endings = enrolled.map((): Ending => ({ outcome: "undecided", blocks: 0 }));
    const probes = growingProbe(session, comparator.size, 0, Math.min(looks, session.blocks));
    probes.forEach((probe, look) => {
      const blocks = look + 1;
      comparator.compareAll(references, probe, blocks).forEach(({ logLikelihoodRatio }, index) => {
        if (endings[index]?.outcome !== "undecided") return;
        endings[index] = { outcome: comparator.decide(logLikelihoodRatio, blocks, { fmr }).outcome, blocks };
      });
    });
    enrolled.forEach(({ subject }, index) => {
      (subject === session.subject ? mated : nonMated).push(endings[index] as Ending);
    });
  }
  return { fmr, fnmr, looks, mated: shares(mated), nonMated: shares(nonMated) };
}

interface Ending {
  readonly outcome: "accepted" | "rejected" | "undecided";
  readonly blocks: number;
}

function shares(endings: readonly Ending[]): OutcomeShares {
  const share = (outcome: Ending["outcome"]) =>
    endings.filter((ending) => ending.outcome === outcome).length / Math.max(1, endings.length);
  const decided = endings.filter(({ outcome }) => outcome !== "undecided");
  return {
    sequences: endings.length,
    accepted: share("accepted"),
    rejected: share("rejected"),
    undecided: share("undecided"),
    blocksToDecision:
      decided.length === 0 ? null : decided.reduce((sum, { blocks }) => sum + blocks, 0) / decided.length,
  };
}
