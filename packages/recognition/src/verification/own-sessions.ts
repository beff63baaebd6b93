import type { Trace } from "@wristprint/core";

/**
 * The sessions that are their subject's own: those that are said to be another's go, and where some sessions of a part
 * are labelled, so do the unlabelled ones of that part, as nobody says whose they are.
 */
export function ownSessions(traces: readonly Trace[]): Trace[] {
  const labelled = new Set(traces.flatMap(({ part, genuine }) => (genuine === undefined ? [] : [part])));
  return traces.filter(({ part, genuine }) => genuine ?? !labelled.has(part));
}
