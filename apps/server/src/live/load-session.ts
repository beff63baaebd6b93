import { decodeBatch } from "@wristprint/core";
import type { StoredSession } from "../store/store.js";
import { type HeldSession, type RecordingState, restsOn } from "./held-session.js";
import type { LiveLimits } from "./live-limits.js";
import { LiveRefusal } from "./live-refusal.js";
import type { LiveStore } from "./live-store.js";
import { createSessionIntake } from "./session-intake.js";
import { createSessionTracks } from "./tracks/session-tracks.js";

/**
 * Rebuilds a session from the batches, signatures and decisions that the store has: as it was, but that blocks
 * without a signature are still to be cut and embedded.
 *
 * @param stored as it was when it was last read; it may have ended since
 * @throws LiveRefusal `ended`
 */
export async function loadSession(
  store: LiveStore,
  stored: StoredSession,
  { tracksPerSession }: Pick<LiveLimits, "tracksPerSession">,
): Promise<HeldSession> {
  const { id, project, subject, purpose } = stored;
  const now = await store.sessions.find(id);
  if (now === undefined || now.endedAt !== null) {
    throw new LiveRefusal("ended", "the session has ended or is gone");
  }
  const [batches, before, decisions, enrolments] = await Promise.all([
    store.recordings.batches(id),
    store.recordings.blocks(id),
    store.decisions.latest([id]),
    purpose === "enrolment" && subject ? store.enrolments.ofSubject(project, subject.id) : [],
  ]);
  const intake = createSessionIntake();
  const tracks = createSessionTracks(tracksPerSession);
  const recordings = new Map<number, RecordingState>();
  let events = 0;
  let lastAt = stored.createdAt.getTime();
  for (const { bytes, receivedAt } of batches) {
    const batch = decodeBatch(bytes);
    intake.absorb(batch, receivedAt);
    tracks.absorb(batch);
    const eventsBefore = recordings.get(batch.recording)?.events ?? 0;
    recordings.set(batch.recording, {
      kept: batch.sequence,
      accepted: batch.sequence,
      written: Promise.resolve(),
      lastMs: batch.tMs[batch.tMs.length - 1],
      events: eventsBefore + batch.tMs.length,
      flushAt: 0,
    });
    events += batch.tMs.length;
    lastAt = Math.max(lastAt, receivedAt.getTime());
  }
  const latest = decisions.get(id) ?? [];
  return {
    stored,
    recordings,
    intake,
    tracks,
    watching: undefined,
    events,
    writing: 0,
    gone: new AbortController(),
    closed: undefined,
    ending: undefined,
    queue: [],
    before,
    replayed: false,
    running: undefined,
    scored: before.length,
    scoring: undefined,
    latest: new Map(latest.map((decision) => [decision.kind, decision])),
    told: new Map(latest.map((decision) => [decision.kind, restsOn(decision)])),
    toldAtLoad: new Map(latest.map((decision) => [decision.kind, restsOn(decision)])),
    enrolled: enrolments.some((enrolment) => enrolment.session === id),
    lastAt,
  };
}
