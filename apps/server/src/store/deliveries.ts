import { randomUUID } from "node:crypto";
import type { Database } from "./database.js";
import { hasId } from "./ids.js";
import { webhookDeliveries, webhooks } from "./schema.js";
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
