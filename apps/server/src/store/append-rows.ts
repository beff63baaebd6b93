/**
 * Many rows in one statement, which is one transaction: what the live side does most. Bytes go in as base64: an array of
 * bytea takes PGlite two to three times as long, most of it in this thread.
 */
import { sql } from "drizzle-orm";
import { arrayOf } from "./array-parameter.js";
import { asBuffer, float32Bytes } from "./column-types.js";
import type { Database } from "./database.js";
import { idsAmong } from "./ids.js";
import { batches, blocks, sessions } from "./schema.js";
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

function column<Row, T>(rows: readonly Row[], value: (row: Row) => T, type: Parameters<typeof arrayOf>[1]) {
  return arrayOf(rows.map(value), type);
}
