/**
 * The three questions asked of a session's evidence, each a pure function: live after every block, on demand, and
 * again from stored blocks for the lines of evidence. `undefined`: the question cannot be asked yet.
 */
import type { Comparator, Reference, SequentialDecision } from "@wristprint/core";
import { LATEST_BLOCKS, type SessionEvidence } from "./session-evidence.js";

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface EnrolledPerson {
  readonly subject: Person;
  readonly reference: Reference;
}

/** What a decision rests on, but for the model. */
export interface LookEvidence {
  readonly score: number;
  readonly logLikelihoodRatio: number;
  /** The rate is that of the whole answer: among several candidates, that any of them is accepted falsely. */
  readonly threshold: { readonly acceptAt: number; readonly rejectAt: number; readonly fmr: number };
  readonly blocks: number;
  readonly seconds: number;
}

export interface VerificationLook extends LookEvidence {
  readonly kind: "verification";
  readonly outcome: "accepted" | "rejected" | "undecided";
  readonly subject: Person;
}
export interface IdentificationLook extends LookEvidence {
  readonly kind: "identification";
  readonly outcome: "known" | "unknown" | "undecided";
  readonly candidates: { subject: Person; score: number; logLikelihoodRatio: number }[];
  readonly enrolled: number;
}
export interface AnomalyLook extends LookEvidence {
  readonly kind: "anomaly";
  readonly outcome: "same" | "changed" | "undecided";
}
export type Look = VerificationLook | IdentificationLook | AnomalyLook;

/** Candidates that an identification names. */
const NAMED_CANDIDATES = 5;

export function lookVerification(
  comparator: Comparator,
  evidence: SessionEvidence,
  { subject, reference }: EnrolledPerson,
  fmr: number,
): VerificationLook {
  if (evidence.blocks === 0) {
    return { kind: "verification", outcome: "undecided", subject, ...nothing(comparator, fmr, 1) };
  }
  const scores = comparator.compare(reference, evidence.mean(), evidence.blocks);
  const decided = comparator.decide(scores.logLikelihoodRatio, evidence.blocks, { fmr });
  return {
    kind: "verification",
    outcome: decided.outcome,
    subject,
    ...grounds(evidence, scores, decided, fmr),
  };
}

/** With nobody enrolled, or nothing scored, the answer is undecided. */
export function lookIdentification(
  comparator: Comparator,
  evidence: SessionEvidence,
  enrolled: readonly EnrolledPerson[],
  fmr: number,
): IdentificationLook {
  const kind = "identification";
  const candidates = enrolled.length;
  if (evidence.blocks === 0 || candidates === 0) {
    const none = nothing(comparator, fmr, Math.max(1, candidates));
    return { kind, outcome: "undecided", candidates: [], enrolled: candidates, ...none };
  }
  const references = enrolled.map(({ reference }) => reference);
  const scores = comparator.compareAll(references, evidence.mean(), evidence.blocks);
  const named = likeliest(enrolled, scores).map((i) => {
    const { score, logLikelihoodRatio } = scores[i];
    return { subject: enrolled[i].subject, score, logLikelihoodRatio };
  });
  const [best] = named;
  // The best one's answer is everybody's: where it is rejected, all are.
  const decided = comparator.decide(best.logLikelihoodRatio, evidence.blocks, { fmr, candidates });
  return {
    kind,
    outcome: ({ accepted: "known", rejected: "unknown", undecided: "undecided" } as const)[decided.outcome],
    candidates: named,
    enrolled: candidates,
    ...grounds(evidence, best, decided, fmr),
  };
}

/**
 * Whom an identification names, likeliest first; equal ones by id, so that the order is the same wherever it is computed.
 * Not by sorting all: this is done for every block, and thousands may be enrolled.
 */
function likeliest(
  enrolled: readonly EnrolledPerson[],
  scores: readonly { readonly logLikelihoodRatio: number }[],
): readonly number[] {
  const goesBefore = (i: number, j: number) =>
    scores[i].logLikelihoodRatio > scores[j].logLikelihoodRatio ||
    (scores[i].logLikelihoodRatio === scores[j].logLikelihoodRatio &&
      enrolled[i].subject.id < enrolled[j].subject.id);
  const named: number[] = [];
  for (let i = 0; i < scores.length; i++) {
    if (named.length === NAMED_CANDIDATES && !goesBefore(i, named[NAMED_CANDIDATES - 1])) continue;
    let place = Math.min(named.length, NAMED_CANDIDATES - 1);
    while (place > 0 && goesBefore(i, named[place - 1])) {
      named[place] = named[place - 1];
      place -= 1;
    }
    named[place] = i;
  }
  return named;
}

/** Compares the latest blocks with a reference of those before, once these are enough for one. */
export function lookAnomaly(
  comparator: Comparator,
  evidence: SessionEvidence,
  fmr: number,
): AnomalyLook | undefined {
  const parts = evidence.parts();
  if (parts === undefined || parts.blocksBefore < comparator.smallestReference) return undefined;
  const reference = comparator.referenceOf(parts.before, parts.blocksBefore);
  const scores = comparator.compare(reference, parts.latest, LATEST_BLOCKS);
  const decided = comparator.decide(scores.logLikelihoodRatio, LATEST_BLOCKS, { fmr });
  return {
    kind: "anomaly",
    outcome: ({ accepted: "same", rejected: "changed", undecided: "undecided" } as const)[decided.outcome],
    ...grounds(evidence, scores, decided, fmr),
  };
}

/** The answer to {@link lookAnomaly} before there is enough to compare. */
export function noAnomaly(comparator: Comparator, fmr: number): AnomalyLook {
  return { kind: "anomaly", outcome: "undecided", ...nothing(comparator, fmr, 1) };
}

function grounds(
  evidence: SessionEvidence,
  { score, logLikelihoodRatio }: { readonly score: number; readonly logLikelihoodRatio: number },
  { acceptAt, rejectAt }: SequentialDecision,
  fmr: number,
): LookEvidence {
  const threshold = { acceptAt, rejectAt, fmr };
  return { score, logLikelihoodRatio, threshold, blocks: evidence.blocks, seconds: evidence.seconds };
}

/** Of no block: as likely the one as the other. */
function nothing(comparator: Comparator, fmr: number, candidates: number): LookEvidence {
  const { acceptAt, rejectAt } = comparator.decide(0, 1, { fmr, candidates });
  return {
    score: 0,
    logLikelihoodRatio: 0,
    threshold: { acceptAt, rejectAt, fmr },
    blocks: 0,
    seconds: 0,
  };
}
