import { randomUUID } from "node:crypto";
import {
  type Anomaly,
  DEFAULT_SETTINGS,
  type Identification,
  type Liveness,
  type Project,
  type ProjectSettings,
  type Replay,
  type Verification,
} from "@wristprint/api";
import type { ModelVersion, NewBatch, NewBlock, SessionSummary, Store, StoredSession } from "../store.js";

/** Of the tests' projects: what happens to events is for each test to say. */
export const KEEPING: ProjectSettings = { ...DEFAULT_SETTINGS, keepEvents: true };
export const MODEL: ModelVersion = { name: "encoder", version: "1" };
/** A well-formed id that nobody has. */
export const NOBODY = "7d3f6f0e-6a52-4a4c-9a3e-000000000000";
/** What is no id at all, or would be another one's in careless hands. */
export const MALFORMED = ["", "x", "1 or 1=1", "'", `${NOBODY}'`, `{${NOBODY}}`, "\u0000", "é".repeat(300)];

export const SUMMARY: SessionSummary = {
  batches: 3,
  events: 120,
  blocks: 2,
  scored: 2,
  samplingRateHz: 124.5,
  screen: { widthPx: 1920, heightPx: 1080, devicePixelRatio: 1.25 },
  pointers: ["mouse"],
  lastEventAt: new Date("2026-03-01T10:00:00.123Z"),
};

export function newProject(store: Store, retentionDays = 30): Promise<Project> {
  return store.projects.create({
    name: "Shop",
    settings: { ...KEEPING, retentionDays },
  });
}

export function newSession(
  store: Store,
  project: string,
  subject: string | null = null,
): Promise<StoredSession> {
  return store.sessions.create(project, { label: "a visit", purpose: "recognition", subject });
}

export function batch(session: string, sequence: number, recording = 4_000_000_000): NewBatch {
  const bytes = Uint8Array.of(1, 0, 34, 39, 92, 255, sequence & 255, sequence >> 8);
  return { session, recording, sequence, bytes, receivedAt: new Date(1_760_000_000_000 + sequence) };
}

export function block(session: string, index: number, recording = 7): NewBlock {
  const signature = Float32Array.of(0.1, -1e-20, index, 1 / 3);
  return { session, recording, index, startMs: index * 0.1, endMs: index + 0.7, signature, model: MODEL };
}

const evidence = {
  score: 1.25,
  logLikelihoodRatio: -0.1,
  threshold: { acceptAt: 4.6, rejectAt: -4.6, fmr: 0.01 },
  blocks: 3,
  seconds: 12.5,
  model: MODEL,
};

type Person = { readonly id: string; readonly name: string };
const person = ({ id, name }: Person) => ({ id, name });

export function verification(session: string, subject: Person): Verification {
  const head = { id: randomUUID(), session, at: "2026-03-01T10:00:00.000Z" };
  return { ...head, kind: "verification", outcome: "accepted", subject: person(subject), ...evidence };
}

export function identification(session: string, people: readonly Person[]): Identification {
  const candidates = people.map((one) => ({ subject: person(one), score: 1, logLikelihoodRatio: 0.5 }));
  const head = { id: randomUUID(), session, at: "2026-03-01T10:00:00.000Z" };
  return { ...head, kind: "identification", outcome: "known", candidates, enrolled: 9, ...evidence };
}

export function anomaly(session: string): Anomaly {
  const head = { id: randomUUID(), session, at: "2026-03-01T10:00:00.000Z" };
  return { ...head, kind: "anomaly", outcome: "same", ...evidence };
}

export function liveness(session: string): Liveness {
  const head = { id: randomUUID(), session, at: "2026-03-01T10:00:00.000Z" };
  const reasons = [{ feature: "speed-cv", text: "even speed", weight: 2.5 }];
  const look = { outcome: "machine", probability: 0.999, tracks: 4, reasons, scripted: false } as const;
  return { ...head, kind: "liveness", ...look, model: MODEL };
}

/** @param from the session whose movement it repeats */
export function replay(session: string, from: string): Replay {
  const head = { id: randomUUID(), session, at: "2026-03-01T10:00:00.000Z" };
  const match = { session: from, changes: ["shifted" as const], distancePx: 0.25, share: 1 };
  return { ...head, kind: "replay", outcome: "copied", tracks: 3, copies: 2, match };
}
