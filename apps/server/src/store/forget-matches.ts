import { sql } from "drizzle-orm";
import { arrayOf } from "./array-parameter.js";
import type { Database } from "./database.js";
import { idsAmong } from "./ids.js";
import { decisions, webhookDeliveries } from "./schema.js";

/** Takes sessions that are erased out of other sessions' decisions, and of deliveries that wait. */
export async function forgetMatches(tx: Database, erased: readonly string[]): Promise<void> {
  const ids = idsAmong(erased);
  if (ids.length === 0) return;
  const named = arrayOf(ids, "text");
  const naming = await tx
    .update(decisions)
    .set({ body: sql`jsonb_set(${decisions.body}, '{match,session}', 'null')` })
    .where(sql`${decisions.kind} = 'replay' and (${decisions.body} -> 'match' ->> 'session') = any(${named})`)
    .returning({ session: decisions.session });
  if (naming.length === 0) return;
  const told = arrayOf(idsAmong(naming.map(({ session }) => session)), "uuid");
  await tx
    .delete(webhookDeliveries)
    .where(
      sql`${webhookDeliveries.session} = any(${told}) and exists (select 1 from unnest(${named}) as one where position(one in ${webhookDeliveries.body}) > 0)`,
    );
}
