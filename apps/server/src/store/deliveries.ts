import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Database } from "./database.js";
import { hasId } from "./ids.js";
import { sessions, subjects, webhookDeliveries, webhooks } from "./schema.js";
import type { WebhookEvent } from "./store.js";

export interface Happening {
  readonly project: string;
  readonly event: WebhookEvent;
  /** The session that it is about, with which the delivery goes. */
  readonly session: string | null;
  readonly data: unknown;
}

/** Notes a delivery for each webhook that asked, to be carried by the transaction that it happened in. */
export async function addDeliveries(tx: Database, happenings: readonly Happening[], at: Date): Promise<void> {
  const asking = new Map<string, { readonly id: string; readonly events: readonly WebhookEvent[] }[]>();
  for (const { project } of happenings) {
    if (asking.has(project)) continue;
    // Held, so that a webhook is not erased under its delivery.
    const { id, events } = webhooks;
    asking.set(
      project,
      await tx
        .select({ id, events })
        .from(webhooks)
        .where(hasId(webhooks.project, project))
        .orderBy(webhooks.id)
        .for("key share"),
    );
  }
  const rows = happenings.flatMap(({ project, event, session, data }) =>
    (asking.get(project) ?? [])
      .filter(({ events }) => events.includes(event))
      .map((webhook) => {
        const id = randomUUID();
        const body = JSON.stringify({ id, event, at: at.toISOString(), project, data });
        return { id, webhook: webhook.id, session, body, nextAt: at };
      }),
  );
  if (rows.length > 0) await tx.insert(webhookDeliveries).values(rows);
}

/**
 * The session and subject that an event's data names are held until the transaction ends.
 * @returns the session, if one is named; `undefined` where one of them is gone
 */
export async function holdNamed(
  tx: Database,
  project: string,
  data: unknown,
): Promise<{ readonly session: string | null } | undefined> {
  const subject = idIn(data, "subject");
  if (subject !== null) {
    const held = await tx
      .select({ id: subjects.id })
      .from(subjects)
      .where(and(eq(subjects.project, project), hasId(subjects.id, subject)))
      .for("key share");
    if (held.length === 0) return undefined;
  }
  const session = idIn(data, "session");
  if (session !== null) {
    const held = await tx
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.project, project), hasId(sessions.id, session)))
      .for("key share");
    if (held.length === 0) return undefined;
  }
  return { session };
}

function idIn(data: unknown, name: "session" | "subject"): string | null {
  if (typeof data !== "object" || data === null || !(name in data)) return null;
  const value = (data as Record<string, unknown>)[name];
  return typeof value === "string" ? value : null;
}
