import type { SessionSummary } from "./store.js";

/** As it stands in the database: JSON, its time as text. */
export type StoredSummary = Omit<SessionSummary, "lastEventAt"> & { readonly lastEventAt: string | null };

export function writeSummary(summary: SessionSummary): StoredSummary {
  return { ...summary, lastEventAt: summary.lastEventAt?.toISOString() ?? null };
}

export function readSummary(summary: StoredSummary): SessionSummary {
  return { ...summary, lastEventAt: summary.lastEventAt === null ? null : new Date(summary.lastEventAt) };
}
