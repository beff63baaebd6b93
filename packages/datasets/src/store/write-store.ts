import { type DuckDBConnection, type DuckDBDataChunk, DuckDBTableFunction } from "@duckdb/node-api";
import { BUTTONS, EVENT_KINDS } from "@wristprint/core";
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
  FORMAT_KEY,
  literal,
  openEngine,
  STORE_VERSION,
  VERSION_KEY,
} from "./layout.js";

/**
 * Writes the sessions' events to a Parquet file while they are read: DuckDB's thread packs one chunk, this one
 * reads the next. Throws a DatasetError `write-failed` with DuckDB's reason, and what `onProgress` throws.
 */
export async function writeStore(contents: StoreContents): Promise<void> {
  const { path, format } = contents;
  const source = readAhead(eventChunks(contents));
  let failed: { readonly error: unknown } | undefined;
  const engine = await openEngine();
  try {
    const { connection } = engine;
    registerEvents(connection, source, (error) => {
      failed = { error };
    });
    await connection.run(sessionTable(contents));
    const copied = connection.run(
      `COPY (SELECT session_index, subject, session, part, genuine, t_ms, x, y, kind, button
             FROM events() JOIN sessions USING (session_index))
       TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd,
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

function fillChunk(output: DuckDBDataChunk, { events, sessionIndexes }: EventChunk): void {
  output.rowCount = events.count;
  const fill = (column: number, valueAt: (row: number) => number | string) => {
    const vector = output.getColumnVector(column);
    for (let row = 0; row < events.count; row++) vector.setItem(row, valueAt(row));
    vector.flush();
  };
  fill(0, (row) => sessionIndexes[row] as number);
  fill(1, (row) => events.tMs[row] as number);
  fill(2, (row) => events.x[row] as number);
  fill(3, (row) => events.y[row] as number);
  fill(4, (row) => EVENT_KINDS[events.kind[row] as number] as string);
  fill(5, (row) => BUTTONS[events.button[row] as number] as string);
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
