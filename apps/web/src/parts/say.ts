import type { Decision, RecognitionDecision, Session } from "@wristprint/api";

export type Tone = "good" | "bad" | "open";

/** A decision in a few words for people who know nothing of biometrics. */
export function sayDecision(decision: Decision): { readonly text: string; readonly tone: Tone } {
  switch (decision.kind) {
    case "verification":
      if (decision.outcome === "accepted") return { text: `It is ${decision.subject.name}`, tone: "good" };
      if (decision.outcome === "rejected") return { text: `Not ${decision.subject.name}`, tone: "bad" };
      return { text: `Is it ${decision.subject.name}? Not sure yet`, tone: "open" };
    case "identification": {
      const best = decision.candidates[0]?.subject.name;
      if (decision.outcome === "known" && best !== undefined) return { text: `It is ${best}`, tone: "good" };
      if (decision.outcome === "unknown") return { text: "Nobody known here", tone: "bad" };
      return { text: best === undefined ? "Not sure yet" : `Perhaps ${best}, not sure yet`, tone: "open" };
    }
    case "liveness":
      if (decision.outcome === "person") return { text: "Moved by a person", tone: "good" };
      if (decision.outcome === "machine") return { text: "Moved by a machine", tone: "bad" };
      return { text: "Person or machine? Not sure yet", tone: "open" };
    case "replay":
      if (decision.outcome === "original") return { text: "No copy of earlier movements", tone: "good" };
      if (decision.outcome === "copied") return { text: "A copy of earlier movements", tone: "bad" };
      return { text: "Too plain to tell from others", tone: "open" };
    default:
      if (decision.outcome === "same") return { text: "One person all along", tone: "good" };
      if (decision.outcome === "changed") return { text: "Somebody else took over", tone: "bad" };
      return { text: "Not sure whether it is still one person", tone: "open" };
  }
}

/** What is asked by a decision's kind. */
export const QUESTIONS: Readonly<Record<Decision["kind"], string>> = {
  verification: "Is it the person it should be?",
  identification: "Who is it?",
  anomaly: "Has somebody taken over?",
  liveness: "Is it a person or a machine?",
  replay: "Were these movements made before?",
};

/** About who it is, in the order that one asks. */
export const RECOGNITION_KINDS = ["verification", "identification", "anomaly"] as const;
export const DECISION_KINDS = [...RECOGNITION_KINDS, "liveness", "replay"] as const;

/** The one that answers what the session is for: the verification where there is one, else the identification. */
export function mainDecision({ decisions }: Session): RecognitionDecision | null {
  return decisionOf(decisions, "verification") ?? decisionOf(decisions, "identification") ?? null;
}

/** The decision of one kind among a session's. */
export function decisionOf<K extends Decision["kind"]>(
  decisions: readonly Decision[],
  kind: K,
): Extract<Decision, { kind: K }> | undefined {
  const isOfKind = (one: Decision): one is Extract<Decision, { kind: K }> => one.kind === kind;
  return decisions.find(isOfKind);
}

/** What is wrong about a session, whoever it is: somebody took over, a machine moved, or it was all done before. */
export function alarmsOf({ decisions }: Session): readonly Decision[] {
  return decisions.filter(({ outcome }) => ALARMS.has(outcome));
}

const ALARMS: ReadonlySet<Decision["outcome"]> = new Set(["changed", "machine", "copied"]);

export const STATUS_WORDS: Readonly<Record<Session["status"], string>> = {
  waiting: "waiting for the page",
  live: "live",
  ended: "ended",
};

/** What a session is called. */
export function sessionTitle({ label, subject, purpose, id }: Session): string {
  if (label !== null) return label;
  if (subject !== null) return purpose === "enrolment" ? `Learning ${subject.name}` : `As ${subject.name}`;
  return `Session ${id.slice(0, 8)}`;
}

/** How far the evidence is from "not the person" (0) to "the person" (1); 0.5 says nothing either way. */
export function evidencePosition({
  logLikelihoodRatio,
  threshold,
}: Pick<RecognitionDecision, "logLikelihoodRatio" | "threshold">): number {
  const { acceptAt, rejectAt } = threshold;
  const reach = logLikelihoodRatio >= 0 ? acceptAt : -rejectAt;
  const share = reach > 0 ? logLikelihoodRatio / reach : 0;
  return 0.5 + Math.max(-1, Math.min(1, share)) / 2;
}

/** 1 in how many the rate is, for people: `1 in 100`. */
export function sayRate(rate: number): string {
  return `1 in ${Math.round(1 / rate).toLocaleString("en")}`;
}

/** A time for people, in their own place's way. */
export function sayTime(timestamp: string): string {
  return new Date(timestamp).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
