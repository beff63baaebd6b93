import { and, desc } from "drizzle-orm";
import type { Database } from "./database.js";
import { hasId } from "./ids.js";
import { olderThan, pageOf } from "./paging.js";
import { holdProject } from "./project-store.js";
import { auditEntries } from "./schema.js";
import type { AuditStore } from "./store.js";

export function createAuditStore(db: Database): AuditStore {
  return {
    add: (project, entry) =>
      db.transaction(async (tx) => {
        await holdProject(tx, project);
        await tx.insert(auditEntries).values({ ...entry, project });
      }),
    async list(project, page) {
      const rows = await db
        .select()
        .from(auditEntries)
        .where(and(hasId(auditEntries.project, project), olderThan(auditEntries.position, page.after)))
        .orderBy(desc(auditEntries.position))
        .limit(page.limit + 1);
      return pageOf(rows, page, ({ id, at, actor, action, target }) => ({
        id,
        at: at.toISOString(),
        actor,
        action,
        target,
      }));
    },
  };
}
