/** People named in decisions: what stays of a decision when one of them is erased. */
import type { Decision } from "@wristprint/api";

export function subjectsOf(decision: Decision): readonly string[] {
  if (decision.kind === "verification") return [decision.subject.id];
  if (decision.kind === "identification") return decision.candidates.map(({ subject }) => subject.id);
  return [];
}

/**
 * The decision without people who are gone. A verification of such a person, and an identification whose evidence is
 * such a person's (the best candidate), has nothing left to say.
 */
export function withoutSubjects(decision: Decision, gone: ReadonlySet<string>): Decision | undefined {
  if (decision.kind === "verification") return gone.has(decision.subject.id) ? undefined : decision;
  if (decision.kind === "anomaly") return decision;
  const candidates = decision.candidates.filter(({ subject }) => !gone.has(subject.id));
  if (candidates.length === decision.candidates.length) return decision;
  return candidates[0] === decision.candidates[0] ? { ...decision, candidates } : undefined;
}
