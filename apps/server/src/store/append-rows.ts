/**
 * Many rows in one statement, which is one transaction: what the live side does most. Bytes go in as base64: an array of
 * bytea takes PGlite two to three times as long, most of it in this thread.
 */
import type { Decision } from "@wristprint/api";
import { sql } from "drizzle-orm";
import { arrayOf } from "./array-parameter.js";
import { asBuffer, float32Bytes } from "./column-types.js";
import type { Database } from "./database.js";
import { idsAmong, isId } from "./ids.js";
import { batches, blocks, decisions, sessions, subjects, webhooks } from "./schema.js";
import type { NewBatch, NewBlock } from "./store.js";

/**
 * Sessions are held while their batches come: one that is being ended is waited for, and then refused.
 * @returns sessions that took them
 */
export async function insertBatches(db: Database, rows: readonly NewBatch[]): Promise<ReadonlySet<string>> {
  const ids = idsAmong(rows.map(({ session }) => session));
  const taken = rows.filter(({ session }) => ids.includes(session));
  if (taken.length === 0) return new Set();
  const result = await db.execute<{ id: string }>(sql`
    with held as (
      select id from ${sessions} where id = any(${arrayOf(ids, "uuid")}) and ended_at is null
      order by id for share
    ), kept as (
      insert into ${batches} (session_id, recording, sequence, bytes, received_at)
      select new.session, new.recording, new.sequence, decode(new.bytes, 'base64'), new.received_at
      from unnest(
        ${column(taken, (row) => row.session, "uuid")},
        ${column(taken, (row) => row.recording, "bigint")},
        ${column(taken, (row) => row.sequence, "bigint")},
        ${column(taken, (row) => asBuffer(row.bytes).toString("base64"), "text")},
        ${column(taken, (row) => row.receivedAt.toISOString(), "timestamptz")}
      ) with ordinality as new (session, recording, sequence, bytes, received_at, place)
      join held on held.id = new.session
      order by new.place
      on conflict do nothing
    )
    select id from held`);
  return new Set(result.rows.map(({ id }) => id));
}

export async function insertBlocks(db: Database, rows: readonly NewBlock[]): Promise<void> {
  const ids = idsAmong(rows.map(({ session }) => session));
  const taken = rows.filter(({ session }) => ids.includes(session));
  if (taken.length === 0) return;
  await db.execute(sql`
    with held as (
      select id from ${sessions} where id = any(${arrayOf(ids, "uuid")}) order by id for key share
    )
    insert into ${blocks}
      (session_id, recording, index, start_ms, end_ms, signature, model_name, model_version)
    select new.session, new.recording, new.index, new.start_ms, new.end_ms,
      decode(new.signature, 'base64'), new.model_name, new.model_version
    from unnest(
      ${column(taken, (row) => row.session, "uuid")},
      ${column(taken, (row) => row.recording, "bigint")},
      ${column(taken, (row) => row.index, "integer")},
      ${column(taken, (row) => row.startMs, "double precision")},
      ${column(taken, (row) => row.endMs, "double precision")},
      ${column(taken, (row) => float32Bytes(row.signature).toString("base64"), "text")},
      ${column(taken, (row) => row.model.name, "text")},
      ${column(taken, (row) => row.model.version, "text")}
    ) with ordinality as new
      (session, recording, index, start_ms, end_ms, signature, model_name, model_version, place)
    join held on held.id = new.session
    order by new.place
    on conflict do nothing`);
}

/** A decision, and what has to be there for it to be kept as it is. */
export interface WholeDecision {
  readonly project: string;
  readonly decision: Decision;
  /** People whom it names, and sessions. */
  readonly subjects: readonly string[];
  readonly matches: readonly string[];
}

/**
 * Decisions as they are, all of them or none: all where each one's session is of its project and so is everybody named,
 * and where no webhook is to be told, so that there is nothing to work out between one statement and the next. The whole
 * thread of the server would have to come round between those, and PGlite waits meanwhile.
 * @returns whether they are kept
 */
export async function insertWholeDecisions(db: Database, rows: readonly WholeDecision[]): Promise<boolean> {
  const named = rows.map(({ subjects }) => subjects);
  const people = idsAmong(named.flat());
  const visits = idsAmong(rows.flatMap(({ decision, matches }) => [decision.session, ...matches]));
  const projects = idsAmong(rows.map(({ project }) => project));
  const texts = rows.flatMap(({ project, decision, subjects, matches }) => [
    project,
    decision.id,
    decision.session,
    ...subjects,
    ...matches,
  ]);
  if (!texts.every(isId)) return false;
  const pairs = rows.flatMap(({ project, subjects }) => subjects.map((subject) => [project, subject]));
  const visited = rows.flatMap(({ project, decision, matches }) =>
    [decision.session, ...matches].map((session) => [project, session]),
  );
  const result = await db.execute<{ kept: number }>(sql`
    with there as (
      select id, project_id from ${subjects} where id = any(${arrayOf(people, "uuid")}) order by id for key share
    ), held as (
      select id, project_id from ${sessions}
      -- Counted so that people are held before sessions, as everywhere.
      where id = any(${arrayOf(visits, "uuid")}) and (select count(*) from there) >= 0
      order by id for key share
    ), kept as (
      insert into ${decisions} (id, session_id, kind, body)
      select new.id, new.session, new.kind, new.body::jsonb
      from unnest(
        ${column(rows, ({ decision }) => decision.id, "uuid")},
        ${column(rows, ({ decision }) => decision.session, "uuid")},
        ${column(rows, ({ decision }) => decision.kind, "text")},
        ${column(rows, ({ decision }) => JSON.stringify(decision), "text")}
      ) with ordinality as new (id, session, kind, body, place)
      where not exists (select from ${webhooks} where project_id = any(${arrayOf(projects, "uuid")}))
      and not exists (
        select from unnest(${column(pairs, ([project]) => project, "uuid")}, ${column(pairs, ([, subject]) => subject, "uuid")})
          as named (project, id)
        where not exists (select from there where there.id = named.id and there.project_id = named.project)
      )
      and not exists (
        select from unnest(${column(visited, ([project]) => project, "uuid")}, ${column(visited, ([, session]) => session, "uuid")})
          as named (project, id)
        where not exists (select from held where held.id = named.id and held.project_id = named.project)
      )
      order by new.place
      on conflict do nothing
      returning id
    )
    select count(*)::integer as kept from kept`);
  return result.rows[0]?.kept === rows.length;
}

function column<Row, T>(rows: readonly Row[], value: (row: Row) => T, type: Parameters<typeof arrayOf>[1]) {
  return arrayOf(rows.map(value), type);
}
