import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { arrayOf } from "./array-parameter.js";
import type { Database } from "./database.js";
import { addDeliveries } from "./deliveries.js";
import { holdSubject } from "./enrolment-store.js";
import { forgetMatches } from "./forget-matches.js";
import { hasId } from "./ids.js";
import { olderThan, pageOf } from "./paging.js";
import { holdProject } from "./project-store.js";
import { batches, projects, sessions, sessionTracks, subjects } from "./schema.js";
import { lockSessions } from "./session-lock.js";
import { readSummary, writeSummary } from "./session-summary.js";
import type { SessionStore, StoredSession } from "./store.js";

export function createSessionStore(db: Database, now: () => Date): SessionStore {
  const one = async (which: SQL | undefined) => {
    const [found] = await selectSessions(db).where(which);
    return found && read(found);
  };
  return {
    async list(project, filter) {
      const { ended, subject } = filter;
      const rows = await selectSessions(db)
        .where(
          and(
            hasId(sessions.project, project),
            olderThan(sessions.position, filter.after),
            subject === undefined ? undefined : hasId(sessions.subject, subject),
            ended === undefined ? undefined : (ended ? isNotNull : isNull)(sessions.endedAt),
          ),
        )
        .orderBy(desc(sessions.position))
        .limit(filter.limit + 1);
      return pageOf(rows, filter, read);
    },
    create: (project, session) =>
      db.transaction(async (tx) => {
        await holdProject(tx, project);
        const { subject } = session;
        const name = subject === null ? null : await holdSubject(tx, project, subject);
        const [made] = await tx
          .insert(sessions)
          .values({ ...session, project, createdAt: now() })
          .returning();
        if (made === undefined) throw new Error("an insert gave no row back");
        return read({ ...made, subjectName: name });
      }),
    get: (project, session) => one(and(hasId(sessions.project, project), hasId(sessions.id, session))),
    find: (session) => one(hasId(sessions.id, session)),
    async unended() {
      const rows = await selectSessions(db).where(isNull(sessions.endedAt)).orderBy(asc(sessions.position));
      return rows.map(read);
    },
    end: (session, at, summary, tracks) =>
      db.transaction(async (tx) => {
        const [ended] = await tx
          .update(sessions)
          .set({ endedAt: at, summary: writeSummary(summary) })
          .where(and(hasId(sessions.id, session), isNull(sessions.endedAt)))
          .returning({ id: sessions.id, project: sessions.project });
        if (ended === undefined) return;
        const { id, project } = ended;
        const [found] = await tx.select().from(projects).where(eq(projects.id, project));
        if (!found?.settings.keepEvents) await tx.delete(batches).where(eq(batches.session, id));
        if (found?.settings.findReplays && tracks !== undefined && tracks.length > 0) {
          await tx.insert(sessionTracks).values({ session: id, bytes: tracks }).onConflictDoNothing();
        }
        const told = { project, event: "session.ended", session: id, data: { session: id } } as const;
        await addDeliveries(tx, [told], at);
      }),
    erase: (project, session) =>
      db.transaction(async (tx) => {
        const erased = await tx
          .delete(sessions)
          .where(and(hasId(sessions.project, project), hasId(sessions.id, session)))
          .returning({ id: sessions.id });
        await forgetMatches(
          tx,
          erased.map(({ id }) => id),
        );
        return erased.length > 0;
      }),
    eraseExpired: (at) =>
      db.transaction(async (tx) => {
        // In hours: days have 23 or 25 of them where clocks are changed.
        const kept = sql`make_interval(hours => 24 * (${projects.settings} ->> 'retentionDays')::int)`;
        const expired = tx
          .select({ id: sessions.id })
          .from(sessions)
          .innerJoin(projects, eq(projects.id, sessions.project))
          .where(sql`${sessions.endedAt} < ${at.toISOString()}::timestamptz - ${kept}`);
        const gone = await lockSessions(tx, inArray(sessions.id, expired));
        if (gone.length === 0) return [];
        await forgetMatches(tx, gone);
        return await tx
          .delete(sessions)
          .where(sql`${sessions.id} = any(${arrayOf(gone, "uuid")})`)
          .returning({ id: sessions.id, project: sessions.project });
      }),
  };
}

function selectSessions(db: Database) {
  return db
    .select({
      id: sessions.id,
      position: sessions.position,
      project: sessions.project,
      subject: sessions.subject,
      subjectName: subjects.name,
      label: sessions.label,
      purpose: sessions.purpose,
      createdAt: sessions.createdAt,
      endedAt: sessions.endedAt,
      summary: sessions.summary,
    })
    .from(sessions)
    .leftJoin(subjects, eq(subjects.id, sessions.subject))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectSessions>>[number];

function read(row: Row): StoredSession {
  const { id, project, label, purpose, createdAt, endedAt, subject, subjectName, summary } = row;
  const person = subject === null || subjectName === null ? null : { id: subject, name: subjectName };
  const stored = summary === null ? null : readSummary(summary);
  return { id, project, label, purpose, createdAt, endedAt, subject: person, summary: stored };
}
