import { and, asc, eq, getTableColumns, type InferSelectModel } from "drizzle-orm";
import { ServerError } from "../server-error.js";
import type { Database } from "./database.js";
import { addDeliveries } from "./deliveries.js";
import { hasId } from "./ids.js";
import { enrolments, sessions, subjects } from "./schema.js";
import type { EnrolmentStore, StoredEnrolment } from "./store.js";

export function createEnrolmentStore(db: Database, now: () => Date): EnrolmentStore {
  const ofSubjects = () =>
    db
      .select(getTableColumns(enrolments))
      .from(enrolments)
      .innerJoin(subjects, eq(subjects.id, enrolments.subject))
      .orderBy(asc(enrolments.position))
      .$dynamic();
  return {
    async ofProject(project, { name, version }) {
      const ofModel = and(eq(enrolments.modelName, name), eq(enrolments.modelVersion, version));
      return (await ofSubjects().where(and(hasId(subjects.project, project), ofModel))).map(read);
    },
    async ofSubject(project, subject) {
      const found = and(hasId(subjects.project, project), hasId(subjects.id, subject));
      return (await ofSubjects().where(found)).map(read);
    },
    create: (project, enrolment) =>
      db.transaction(async (tx) => {
        await holdSubject(tx, project, enrolment.subject);
        if (enrolment.session !== null) await holdSession(tx, project, enrolment.session);
        const { model, ...rest } = enrolment;
        const values = { ...rest, modelName: model.name, modelVersion: model.version, createdAt: now() };
        const [made] = await tx.insert(enrolments).values(values).onConflictDoNothing().returning();
        if (made !== undefined) {
          const { id, subject, session, blocks, createdAt } = made;
          const data = { subject, enrolment: id, session, blocks };
          await addDeliveries(tx, [{ project, event: "enrolment", session, data }], createdAt);
          return read(made);
        }
        const [first] = await tx
          .select()
          .from(enrolments)
          .where(
            and(
              hasId(enrolments.subject, enrolment.subject),
              hasId(enrolments.session, enrolment.session ?? ""),
            ),
          );
        if (first === undefined) throw new ServerError("missing", "the enrolment was erased meanwhile");
        return read(first);
      }),
    async erase(project, subject, enrolment) {
      const held = await db
        .select({ id: subjects.id })
        .from(subjects)
        .where(and(hasId(subjects.project, project), hasId(subjects.id, subject)));
      if (held.length === 0) return false;
      const erased = await db
        .delete(enrolments)
        .where(and(hasId(enrolments.subject, subject), hasId(enrolments.id, enrolment)))
        .returning({ id: enrolments.id });
      return erased.length > 0;
    },
  };
}

/** Holds a subject until the transaction ends. @throws ServerError `missing` */
export async function holdSubject(tx: Database, project: string, subject: string): Promise<string> {
  const [held] = await tx
    .select({ id: subjects.id, name: subjects.name })
    .from(subjects)
    .where(and(hasId(subjects.project, project), hasId(subjects.id, subject)))
    .for("key share");
  if (held === undefined) throw new ServerError("missing", "the project has no such subject");
  return held.name;
}

async function holdSession(tx: Database, project: string, session: string): Promise<void> {
  const held = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(hasId(sessions.project, project), hasId(sessions.id, session)))
    .for("key share");
  if (held.length === 0) throw new ServerError("missing", "the project has no such session");
}

function read(row: InferSelectModel<typeof enrolments>): StoredEnrolment {
  const { id, subject, session, blocks, mean, createdAt } = row;
  const model = { name: row.modelName, version: row.modelVersion };
  return { id, subject, session, model, blocks, mean, createdAt };
}
