import { and, eq, type InferSelectModel, inArray, or, sql } from "drizzle-orm";
import type { Database } from "./database.js";
import { withoutSubjects } from "./decision-subjects.js";
import { decisions, sessions, type subjects, webhookDeliveries, webhooks } from "./schema.js";

/** Takes a person out of what other people's sessions keep: decisions, and deliveries that wait. */
export async function forgetSubject(
  tx: Database,
  subject: Pick<InferSelectModel<typeof subjects>, "id" | "project">,
): Promise<void> {
  const person = { subject: { id: subject.id } };
  const naming = or(
    sql`${decisions.body} @> ${JSON.stringify(person)}::jsonb`,
    sql`${decisions.body} @> ${JSON.stringify({ candidates: [person] })}::jsonb`,
  );
  const rows = await tx
    .select({ id: decisions.id, body: decisions.body })
    .from(decisions)
    .innerJoin(sessions, eq(sessions.id, decisions.session))
    .where(and(eq(sessions.project, subject.project), naming));
  const gone = new Set([subject.id]);
  for (const { id, body } of rows) {
    const rest = withoutSubjects(body, gone);
    if (rest === undefined) await tx.delete(decisions).where(eq(decisions.id, id));
    else await tx.update(decisions).set({ body: rest }).where(eq(decisions.id, id));
  }
  const ofProject = tx
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(eq(webhooks.project, subject.project));
  const told = sql`position(${subject.id}::text in ${webhookDeliveries.body}) > 0`;
  await tx.delete(webhookDeliveries).where(and(inArray(webhookDeliveries.webhook, ofProject), told));
}
