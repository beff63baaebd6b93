import { and, asc, desc, eq, type InferSelectModel, sql } from "drizzle-orm";
import { insertBatches, insertBlocks } from "./append-rows.js";
import { arrayOf } from "./array-parameter.js";
import type { Database } from "./database.js";
import { hasId } from "./ids.js";
import { batches, blocks, sessions } from "./schema.js";
import type { NewBlock, RecordingStore } from "./store.js";

export function createRecordingStore(db: Database): RecordingStore {
  return {
    async appendBatches(rows) {
      const taken = await insertBatches(db, rows);
      const named = rows.map(({ session }) => session);
      return { refusedSessions: new Set(named.filter((session) => !taken.has(session.toLowerCase()))) };
    },
    async batches(session) {
      const { session: of, recording, sequence, bytes, receivedAt } = batches;
      return await db.transaction(async (tx) => {
        // Who is adding some holds the session: a server that died or lost its connection may not have done so in vain.
        await tx
          .select({ id: sessions.id })
          .from(sessions)
          .where(hasId(sessions.id, session))
          .for("no key update");
        return await tx
          .select({ session: of, recording, sequence, bytes, receivedAt })
          .from(batches)
          .where(hasId(of, session))
          .orderBy(sql`min(${batches.position}) over (partition by ${recording})`, asc(sequence));
      });
    },
    appendBlocks: (rows) => insertBlocks(db, rows),
    async blocks(session) {
      const rows = await db
        .select()
        .from(blocks)
        .where(hasId(blocks.session, session))
        .orderBy(asc(blocks.position));
      return rows.map(read);
    },
    async latestBlocks(project, model, limit) {
      const ofModel = and(eq(blocks.modelName, model.name), eq(blocks.modelVersion, model.version));
      const newest = await db
        .select({ session: sessions.id })
        .from(sessions)
        .innerJoin(blocks, eq(blocks.session, sessions.id))
        .where(and(hasId(sessions.project, project), ofModel))
        .orderBy(desc(sessions.position))
        .limit(limit);
      const whole = [...new Set(newest.map(({ session }) => session))];
      const rows = await db
        .select({ block: blocks, at: sessions.position })
        .from(blocks)
        .innerJoin(sessions, eq(sessions.id, blocks.session))
        .where(and(sql`${blocks.session} = any(${arrayOf(whole, "uuid")})`, ofModel))
        .orderBy(desc(sessions.position), asc(blocks.position));
      return rows.map(({ block }) => read(block));
    },
  };
}

function read(row: InferSelectModel<typeof blocks>): NewBlock {
  const { session, recording, index, startMs, endMs, signature, modelName, modelVersion } = row;
  const model = { name: modelName, version: modelVersion };
  return { session, recording, index, startMs, endMs, signature, model };
}
