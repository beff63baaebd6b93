import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBTableFunction,
  type DuckDBVector,
} from "@duckdb/node-api";
import { DatasetError } from "../dataset-error.js";
import {
  type EventChunk,
  eventChunks,
  type ReadAhead,
  readAhead,
  type StoreContents,
} from "./event-chunks.js";
import {
  EVENT_COLUMN_TYPES,
  enumOf,
  eventCode,
  FORMAT_KEY,
  literal,
  openEngine,
  SESSION_OF_CODE,
  STORE_VERSION,
  VERSION_KEY,
  WORDS_OF_CODE,
  WORDS_TABLE,
} from "./layout.js";

/**
 * Writes the sessions' events to a Parquet file while they are read: DuckDB's thread packs one chunk, this one
 * reads the next. Throws a DatasetError `write-failed` with DuckDB's reason, and what `onProgress` throws.
 */
export async function writeStore(contents: StoreContents): Promise<void> {
  const { path, format } = contents;
  const source = readAhead(eventChunks(contents));
  let failed: { readonly error: unknown } | undefined;
  // Of two threads, one would wait for the other's chunks at the full expense of a core.
  const engine = await openEngine({ threads: 1 });
  try {
    const { connection } = engine;
    registerEvents(connection, source, (error) => {
      failed = { error };
    });
    await connection.run(`CREATE TABLE words AS ${WORDS_TABLE}`);
    await connection.run(sessionTable(contents));
    // Level 1 takes two thirds of the default level's time for a file that is 5 % larger.
    const copied = connection.run(
      `COPY (SELECT session_index, subject, session, part, genuine, t_ms, x, y, kind, button FROM events()
             JOIN sessions ON session_index = ${SESSION_OF_CODE} JOIN words ON words = ${WORDS_OF_CODE})
       TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1,
          KV_METADATA {${VERSION_KEY}: ${literal(STORE_VERSION)}, ${FORMAT_KEY}: ${literal(format.name)}})`,
    );
    await Promise.all([copied.finally(() => source.stop()), source.run()]);
  } catch (error) {
    if (failed !== undefined) throw failed.error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatasetError("write-failed", `${path}: expected to write a store, found: ${reason}`, {
      cause: error,
    });
  } finally {
    engine.close();
  }
}

/** Makes the source a table function `events()`, which hands out its chunks in their order. */
function registerEvents(
  connection: DuckDBConnection,
  source: ReadAhead<EventChunk>,
  onFailure: (error: unknown) => void,
): void {
  const events = DuckDBTableFunction.create({
    name: "events",
    bindFunction(bind) {
      for (const [name, type] of EVENT_COLUMN_TYPES) bind.addResultColumn(name, type);
      // The planner must take the sessions as the small side of the join, which keeps the events in order.
      bind.setCardinality(Number.MAX_SAFE_INTEGER, false);
    },
    initFunction(init) {
      init.setMaxThreads(1);
    },
    // An error must not cross into DuckDB's thread: the query is told to fail, and the caller why.
    mainFunction(info, output) {
      try {
        const chunk = source.next();
        if (chunk === undefined) output.rowCount = 0;
        else fillChunk(output, chunk);
      } catch (error) {
        onFailure(error);
        info.setError("reading failed");
      }
    },
  });
  connection.registerTableFunction(events);
}

/** Each column has a loop of its own, so that each call is of one method, which V8 then writes into the loop. */
function fillChunk(output: DuckDBDataChunk, { events, sessionIndexes }: EventChunk): void {
  const { count, tMs, x, y, kind, button } = events;
  output.rowCount = count;
  const vectors = EVENT_COLUMN_TYPES.map((_, column) => output.getColumnVector(column));
  const [codes, times, xs, ys] = vectors as [DuckDBVector, DuckDBVector, DuckDBVector, DuckDBVector];
  for (let i = 0; i < count; i++) codes.setItem(i, eventCode(sessionIndexes[i], kind[i], button[i]));
  for (let i = 0; i < count; i++) times.setItem(i, tMs[i]);
  for (let i = 0; i < count; i++) xs.setItem(i, x[i]);
  for (let i = 0; i < count; i++) ys.setItem(i, y[i]);
  for (const vector of vectors) vector.flush();
}

function sessionTable({ files, format, labels }: StoreContents): string {
  const rows = files.map((file, index) => {
    const genuine = format.genuine(file, labels);
    const words = [file.subject, file.session, file.part].map(literal).join(", ");
    return `(${index}::UINTEGER, ${words}, ${genuine === undefined ? "NULL" : genuine})`;
  });
  return `CREATE TABLE sessions AS
    SELECT session_index, subject::${enumOf(files.map(({ subject }) => subject))} AS subject,
           session::${enumOf(files.map(({ session }) => session))} AS session,
           part::${enumOf(files.map(({ part }) => part))} AS part, genuine::BOOLEAN AS genuine
    FROM (VALUES ${rows.join(", ")}) AS listed(session_index, subject, session, part, genuine)`;
}
