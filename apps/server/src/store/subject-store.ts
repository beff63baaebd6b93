import { and, asc, eq, type InferSelectModel } from "drizzle-orm";
import { ServerError } from "../server-error.js";
import type { Database } from "./database.js";
import { forgetMatches } from "./forget-matches.js";
import { forgetSubject } from "./forget-subject.js";
import { hasId } from "./ids.js";
import { newerThan, pageOf } from "./paging.js";
import { holdProject } from "./project-store.js";
import { sessions, subjects } from "./schema.js";
import { lockSessions } from "./session-lock.js";
import type { StoredSubject, SubjectStore } from "./store.js";

export function createSubjectStore(db: Database, now: () => Date): SubjectStore {
  return {
    async list(project, page) {
      const rows = await db
        .select()
        .from(subjects)
        .where(and(hasId(subjects.project, project), newerThan(subjects.position, page.after)))
        .orderBy(asc(subjects.position))
        .limit(page.limit + 1);
      return pageOf(rows, page, read);
    },
    create: (project, name) =>
      db.transaction(async (tx) => {
        await holdProject(tx, project);
        const [made] = await tx
          .insert(subjects)
          .values({ project, name, createdAt: now() })
          .onConflictDoNothing()
          .returning();
        if (made === undefined) throw new ServerError("taken", "the project has a subject of that name");
        return read(made);
      }),
    async get(project, subject) {
      const [found] = await db.select().from(subjects).where(ofProject(project, subject));
      return found && read(found);
    },
    erase: (project, subject) =>
      db.transaction(async (tx) => {
        const [found] = await tx.select().from(subjects).where(ofProject(project, subject)).for("update");
        if (found === undefined) return undefined;
        const gone = await lockSessions(tx, eq(sessions.subject, found.id));
        await forgetSubject(tx, found);
        await forgetMatches(tx, gone);
        await tx.delete(subjects).where(eq(subjects.id, found.id));
        return { sessions: gone };
      }),
  };
}

function ofProject(project: string, subject: string) {
  return and(hasId(subjects.project, project), hasId(subjects.id, subject));
}

function read({ id, name, createdAt }: InferSelectModel<typeof subjects>): StoredSubject {
  return { id, name, createdAt };
}
