import type { Decision } from "@wristprint/api";
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { insertWholeDecisions } from "./append-rows.js";
import { arrayOf } from "./array-parameter.js";
import type { Database } from "./database.js";
import { matchesOf, subjectsOf, withoutMatches, withoutSubjects } from "./decision-subjects.js";
import { addDeliveries } from "./deliveries.js";
import { hasId, idsAmong } from "./ids.js";
import { olderThan, pageOf } from "./paging.js";
import { decisions, sessions, subjects } from "./schema.js";
import type { DecisionStore } from "./store.js";

interface Made {
  readonly project: string;
  readonly decision: Decision;
}

export function createDecisionStore(db: Database, now: () => Date): DecisionStore {
  return {
    async append(made) {
      if (made.length === 0) return;
      const whole = made.map(({ project, decision }) => ({
        project,
        decision,
        subjects: subjectsOf(decision),
        matches: matchesOf(decision),
      }));
      if (await insertWholeDecisions(db, whole)) return;
      await db.transaction(async (tx) => {
        const keepable = await holdNamed(tx, made);
        if (keepable.length === 0) return;
        const added = await tx
          .insert(decisions)
          .values(
            keepable.map(({ decision }) => ({
              id: decision.id,
              session: decision.session,
              kind: decision.kind,
              body: decision,
            })),
          )
          .onConflictDoNothing()
          .returning({ id: decisions.id });
        const ids = new Set(added.map(({ id }) => id));
        const happened = keepable.filter(({ decision }) => ids.has(decision.id));
        await addDeliveries(
          tx,
          happened.map(({ project, decision }) => ({
            project,
            event: decision.kind,
            session: decision.session,
            data: decision,
          })),
          now(),
        );
      });
    },
    async list(project, session, page) {
      const rows = await db
        .select({ position: decisions.position, body: decisions.body })
        .from(decisions)
        .innerJoin(sessions, eq(sessions.id, decisions.session))
        .where(
          and(
            hasId(sessions.project, project),
            hasId(sessions.id, session),
            olderThan(decisions.position, page.after),
          ),
        )
        .orderBy(desc(decisions.position))
        .limit(page.limit + 1);
      return pageOf(rows, page, ({ body }) => body);
    },
    async latest(of) {
      const rows = await db
        .selectDistinctOn([decisions.session, decisions.kind], {
          session: decisions.session,
          body: decisions.body,
        })
        .from(decisions)
        .where(sql`${decisions.session} = any(${arrayOf(idsAmong(of), "uuid")})`)
        .orderBy(asc(decisions.session), asc(decisions.kind), desc(decisions.position));
      const latest = new Map<string, Decision[]>();
      for (const { session, body } of rows) latest.set(session, [...(latest.get(session) ?? []), body]);
      return latest;
    },
  };
}

/** What can be kept: decisions of sessions that the project has, without people who are gone. Both are held. */
async function holdNamed(tx: Database, made: readonly Made[]): Promise<readonly Made[]> {
  const people = idsAmong(made.flatMap(({ decision }) => subjectsOf(decision)));
  const there = await tx
    .select({ id: subjects.id, project: subjects.project })
    .from(subjects)
    .where(sql`${subjects.id} = any(${arrayOf(people, "uuid")})`)
    .orderBy(asc(subjects.id))
    .for("key share");
  const visits = idsAmong(made.flatMap(({ decision }) => [decision.session, ...matchesOf(decision)]));
  const held = await tx
    .select({ id: sessions.id, project: sessions.project })
    .from(sessions)
    .where(sql`${sessions.id} = any(${arrayOf(visits, "uuid")})`)
    .orderBy(asc(sessions.id))
    .for("key share");
  const projectOf = new Map([...there, ...held].map(({ id, project }) => [id, project]));
  return made.flatMap(({ project, decision }) => {
    if (projectOf.get(decision.session) !== project) return [];
    const gone = subjectsOf(decision).filter((subject) => projectOf.get(subject) !== project);
    const rest = withoutSubjects(decision, new Set(gone));
    const isThere = (session: string) => projectOf.get(session) === project;
    return rest === undefined ? [] : [{ project, decision: withoutMatches(rest, isThere) }];
  });
}
