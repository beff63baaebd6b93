import type { ApiKey } from "@wristprint/api";
import { and, asc, eq, type InferSelectModel, isNull } from "drizzle-orm";
import type { Database } from "./database.js";
import { hasId } from "./ids.js";
import { holdProject } from "./project-store.js";
import { apiKeys } from "./schema.js";
import type { KeyStore } from "./store.js";

const MINUTE_MS = 60_000;

export function createKeyStore(db: Database, now: () => Date): KeyStore {
  return {
    async list(project) {
      const rows = await db
        .select()
        .from(apiKeys)
        .where(hasId(apiKeys.project, project))
        .orderBy(asc(apiKeys.position));
      return rows.map(read);
    },
    create: (project, key) =>
      db.transaction(async (tx) => {
        await holdProject(tx, project);
        const [made] = await tx
          .insert(apiKeys)
          .values({ ...key, project, createdAt: now() })
          .returning();
        if (made === undefined) throw new Error("an insert gave no row back");
        return read(made);
      }),
    async use(hash, at) {
      const { id, project, name, lastUsedAt } = apiKeys;
      const [found] = await db
        .select({ id, project, name, lastUsedAt })
        .from(apiKeys)
        .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
      if (found === undefined) return undefined;
      const { lastUsedAt: before, ...key } = found;
      // A row is not written for every call.
      if (before === null || at.getTime() - before.getTime() > MINUTE_MS) {
        await db.update(apiKeys).set({ lastUsedAt: at }).where(eq(id, key.id));
      }
      return key;
    },
    async revoke(project, key, at) {
      const revoked = await db
        .update(apiKeys)
        .set({ revokedAt: at })
        .where(and(hasId(apiKeys.project, project), hasId(apiKeys.id, key), isNull(apiKeys.revokedAt)))
        .returning({ id: apiKeys.id });
      return revoked.length > 0;
    },
  };
}

function read(key: InferSelectModel<typeof apiKeys>): ApiKey {
  return {
    id: key.id,
    name: key.name,
    start: key.start,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}
