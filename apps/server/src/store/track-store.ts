import { and, desc, eq, gte } from "drizzle-orm";
import type { Database } from "./database.js";
import { hasId } from "./ids.js";
import { olderThan, pageOf } from "./paging.js";
import { sessions, sessionTracks } from "./schema.js";
import type { TrackStore } from "./store.js";

export function createTrackStore(db: Database): TrackStore {
  return {
    async list(project, { endedSince, ...page }) {
      const { session, position, bytes } = sessionTracks;
      const rows = await db
        .select({ session, position, bytes, endedAt: sessions.endedAt })
        .from(sessionTracks)
        .innerJoin(sessions, eq(sessions.id, session))
        .where(
          and(
            hasId(sessions.project, project),
            olderThan(position, page.after),
            endedSince === undefined ? undefined : gte(sessions.endedAt, endedSince),
          ),
        )
        .orderBy(desc(position))
        .limit(page.limit + 1);
      // They are kept when the session ends, so it has.
      return pageOf(rows, page, (row) => ({ ...row, endedAt: row.endedAt as Date }));
    },
    async ofSession(session) {
      const [found] = await db
        .select({ bytes: sessionTracks.bytes })
        .from(sessionTracks)
        .where(hasId(sessionTracks.session, session));
      return found?.bytes;
    },
  };
}
