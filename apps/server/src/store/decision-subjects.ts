/** People and sessions named in decisions: what stays of a decision when one of them is erased. */
import type { Decision } from "@wristprint/api";

export function subjectsOf(decision: Decision): readonly string[] {
  if (decision.kind === "verification") return [decision.subject.id];
  if (decision.kind === "identification") return decision.candidates.map(({ subject }) => subject.id);
  return [];
}

/** Sessions named in decisions about others. */
export function matchesOf(decision: Decision): readonly string[] {
  const matched = decision.kind === "replay" ? decision.match?.session : null;
  return matched ? [matched] : [];
}

/** The decision without matches that are gone: that it is a copy stays, not what of. */
export function withoutMatches(decision: Decision, isThere: (session: string) => boolean): Decision {
  if (decision.kind !== "replay" || decision.match === null || matchesOf(decision).every(isThere)) {
    return decision;
  }
  return { ...decision, match: { ...decision.match, session: null } };
}

/**
 * The decision without people who are gone. A verification of such a person, and an identification whose evidence is
 * such a person's (the best candidate), has nothing left to say.
 */
export function withoutSubjects(decision: Decision, gone: ReadonlySet<string>): Decision | undefined {
  if (decision.kind === "verification") return gone.has(decision.subject.id) ? undefined : decision;
  if (decision.kind !== "identification") return decision;
  const candidates = decision.candidates.filter(({ subject }) => !gone.has(subject.id));
  if (candidates.length === decision.candidates.length) return decision;
  return candidates[0] === decision.candidates[0] ? { ...decision, candidates } : undefined;
}
