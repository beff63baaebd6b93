/** What is stored, as the API shows it. */
import { type Enrolment, NOTHING_RECORDED, type Session, type Subject, type Webhook } from "@wristprint/api";
import type {
  ModelVersion,
  StoredEnrolment,
  StoredSession,
  StoredSubject,
  StoredWebhook,
} from "../store/store.js";
import type { ServerContext } from "./context.js";

/** Sessions with what the live side has counted, or with what was kept of it, and their latest decisions. */
export async function showSessions(
  { store, engine }: Pick<ServerContext, "store" | "engine">,
  sessions: readonly StoredSession[],
): Promise<Session[]> {
  const decisions = await store.decisions.latest(sessions.map(({ id }) => id));
  return sessions.map((session): Session => {
    const { id, label, purpose, subject } = session;
    const live = session.endedAt === null ? engine.progress(id) : undefined;
    const kept = session.summary ?? NOTHING_RECORDED;
    const head = { id, label, purpose, subject, createdAt: session.createdAt.toISOString() };
    const endedAt = session.endedAt?.toISOString() ?? null;
    if (live !== undefined) return { ...head, endedAt, ...live };
    return {
      ...head,
      endedAt,
      ...kept,
      lastEventAt: kept.lastEventAt?.toISOString() ?? null,
      status: session.endedAt === null ? "waiting" : "ended",
      decisions: [...(decisions.get(id) ?? [])],
    };
  });
}

export async function showSession(
  context: Pick<ServerContext, "store" | "engine">,
  session: StoredSession,
): Promise<Session> {
  const [shown] = await showSessions(context, [session]);
  return shown as Session; // one in, one out
}

/** @param blocks of the current model, that the person is enrolled with */
export function showSubject(
  { recogniser }: Pick<ServerContext, "recogniser">,
  { id, name, createdAt }: StoredSubject,
  blocks: number,
): Subject {
  const enrolled = recogniser.model !== null && blocks >= recogniser.model.smallestReference;
  return { id, name, createdAt: createdAt.toISOString(), enrolled, blocks };
}

/** Blocks that each subject of a project is enrolled with, of the current model. */
export async function enrolledBlocks(
  { store, recogniser }: Pick<ServerContext, "store" | "recogniser">,
  project: string,
): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>();
  if (recogniser.model === null) return sums;
  for (const { subject, blocks } of await store.enrolments.ofProject(project, version(recogniser.model))) {
    sums.set(subject, (sums.get(subject) ?? 0) + blocks);
  }
  return sums;
}

/** A model's name and version, without what else is known of it. */
export function version({ name, version }: ModelVersion): { name: string; version: string } {
  return { name, version };
}

export function showEnrolment({
  id,
  subject,
  session,
  blocks,
  model,
  createdAt,
}: StoredEnrolment): Enrolment {
  return { id, subject, session, blocks, model: version(model), createdAt: createdAt.toISOString() };
}

export function showWebhook(webhook: StoredWebhook): Webhook {
  const { id, url, events, createdAt, waiting, lastDeliveredAt, lastFailure } = webhook;
  return {
    id,
    url,
    events: [...events],
    createdAt: createdAt.toISOString(),
    waiting,
    lastDeliveredAt: lastDeliveredAt?.toISOString() ?? null,
    lastFailure,
  };
}

/** base64 of little-endian float32 numbers. */
export function base64Floats(values: Float32Array): string {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => {
    bytes.writeFloatLE(value, at * 4);
  });
  return bytes.toString("base64");
}

export function shownPage<T, U>(
  page: { readonly items: readonly T[]; readonly next: string | null },
  show: (item: T) => U,
) {
  return { items: page.items.map(show), next: page.next };
}
