import { asc, type SQL } from "drizzle-orm";
import type { Database } from "./database.js";
import { sessions } from "./schema.js";

/**
 * Locks sessions that are to be erased, in the order of their ids. Whoever holds several sessions takes them in that
 * order, and subjects before sessions: so no two transactions wait for one another.
 */
export async function lockSessions(tx: Database, which: SQL | undefined): Promise<readonly string[]> {
  const locked = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(which)
    .orderBy(asc(sessions.id))
    .for("update");
  return locked.map(({ id }) => id);
}
