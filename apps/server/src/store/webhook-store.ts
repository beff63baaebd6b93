import { and, asc, count, eq, getTableColumns, inArray, lte, sql } from "drizzle-orm";
import type { Database } from "./database.js";
import { hasId } from "./ids.js";
import { holdProject } from "./project-store.js";
import { webhookDeliveries, webhooks } from "./schema.js";
import type { WebhookStore } from "./store.js";

export function createWebhookStore(db: Database, now: () => Date): WebhookStore {
  return {
    async list(project) {
      const { id, url, events, createdAt, lastDeliveredAt, lastFailure } = getTableColumns(webhooks);
      return await db
        .select({
          id,
          url,
          events,
          createdAt,
          lastDeliveredAt,
          lastFailure,
          waiting: count(webhookDeliveries.id),
        })
        .from(webhooks)
        .leftJoin(webhookDeliveries, eq(webhookDeliveries.webhook, webhooks.id))
        .where(hasId(webhooks.project, project))
        .groupBy(webhooks.id)
        .orderBy(asc(webhooks.position));
    },
    create: (project, webhook) =>
      db.transaction(async (tx) => {
        await holdProject(tx, project);
        const [made] = await tx
          .insert(webhooks)
          .values({ ...webhook, project, createdAt: now() })
          .returning();
        if (made === undefined) throw new Error("an insert gave no row back");
        const { id, url, events, createdAt } = made;
        return { id, url, events, createdAt, waiting: 0, lastDeliveredAt: null, lastFailure: null };
      }),
    async erase(project, webhook) {
      const erased = await db
        .delete(webhooks)
        .where(and(hasId(webhooks.project, project), hasId(webhooks.id, webhook)))
        .returning({ id: webhooks.id });
      return erased.length > 0;
    },
    takeDue: (at, until, limit) =>
      db.transaction(async (tx) => {
        const { id, webhook, body, tries, nextAt, position } = webhookDeliveries;
        const due = await tx
          .select({ id, webhook, body, tries, url: webhooks.url, secret: webhooks.secret })
          .from(webhookDeliveries)
          .innerJoin(webhooks, eq(webhooks.id, webhook))
          .where(lte(nextAt, at))
          .orderBy(asc(nextAt), asc(position))
          .limit(limit)
          // What another server is about to take is passed over.
          .for("update", { of: webhookDeliveries, skipLocked: true });
        const taken = due.map((one) => one.id);
        if (taken.length > 0) {
          await tx.update(webhookDeliveries).set({ nextAt: until }).where(inArray(id, taken));
        }
        return due;
      }),
    async putBack(delivery, at) {
      await db.update(webhookDeliveries).set({ nextAt: at }).where(hasId(webhookDeliveries.id, delivery));
    },
    delivered: (delivery, at) =>
      db.transaction(async (tx) => {
        await holdWebhook(tx, delivery);
        const [done] = await tx
          .delete(webhookDeliveries)
          .where(hasId(webhookDeliveries.id, delivery))
          .returning({ webhook: webhookDeliveries.webhook });
        if (done === undefined) return;
        await tx
          .update(webhooks)
          .set({ lastDeliveredAt: at, lastFailure: null })
          .where(eq(webhooks.id, done.webhook));
      }),
    failed: (delivery, reason, nextAt) =>
      db.transaction(async (tx) => {
        await holdWebhook(tx, delivery);
        const which = hasId(webhookDeliveries.id, delivery);
        const told = { webhook: webhookDeliveries.webhook };
        const [tried] =
          nextAt === null
            ? await tx.delete(webhookDeliveries).where(which).returning(told)
            : await tx
                .update(webhookDeliveries)
                .set({ nextAt, tries: sql`${webhookDeliveries.tries} + 1` })
                .where(which)
                .returning(told);
        if (tried === undefined) return;
        await tx.update(webhooks).set({ lastFailure: reason }).where(eq(webhooks.id, tried.webhook));
      }),
  };
}

/** Before its delivery, as who erases a webhook locks them in that order: so the two do not wait for one another. */
async function holdWebhook(tx: Database, delivery: string): Promise<void> {
  const { id, webhook } = webhookDeliveries;
  const of = tx.select({ webhook }).from(webhookDeliveries).where(hasId(id, delivery));
  await tx.select({ id: webhooks.id }).from(webhooks).where(inArray(webhooks.id, of)).for("no key update");
}
