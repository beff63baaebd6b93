import { type DuckDBDataChunk, DuckDBTableFunction } from "@duckdb/node-api";
import { BUTTONS, EVENT_KINDS } from "@wristprint/core";
import { DatasetError } from "../dataset-error.js";
import type { DatasetFormat, SessionLabels } from "../formats/format.js";
import type { EventColumns } from "../reading/event-columns.js";
import type { SessionFile } from "../reading/session-files.js";
import { createSessionReader } from "../reading/session-reader.js";
import type { DatasetProgress, Ledger } from "../report.js";
import {
  EVENT_COLUMN_TYPES,
  enumOf,
  FORMAT_KEY,
  literal,
  openEngine,
  STORE_VERSION,
  VERSION_KEY,
} from "./layout.js";

/** Rows that DuckDB takes at a time. */
const CHUNK_ROWS = 2048;

export interface StoreContents {
  readonly path: string;
  readonly dir: string;
  readonly format: DatasetFormat;
  readonly files: readonly SessionFile[];
  readonly labels: SessionLabels;
  readonly ledger: Ledger;
  readonly onProgress: (progress: DatasetProgress) => void;
}

/**
 * Writes the sessions' events to a Parquet file, as they are read: DuckDB asks for the next rows when it wants
 * them. Throws a DatasetError `write-failed` with DuckDB's reason, and what `onProgress` throws.
 */
export async function writeStore(contents: StoreContents): Promise<void> {
  const { path, format } = contents;
  const chunks = eventChunks(contents);
  let failure: unknown;
  const engine = await openEngine();
  try {
    const { connection } = engine;
    connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: "events",
        bindFunction(bind) {
          for (const [name, type] of EVENT_COLUMN_TYPES) bind.addResultColumn(name, type);
          // The planner must take the sessions as the small side of the join, which keeps the events in order.
          bind.setCardinality(Number.MAX_SAFE_INTEGER, false);
        },
        initFunction(init) {
          init.setMaxThreads(1);
        },
        // An error must not cross into DuckDB's thread: it is kept and thrown when the query has failed.
        mainFunction(info, output) {
          try {
            const next = chunks.next();
            if (next.done) output.rowCount = 0;
            else fillChunk(output, next.value);
          } catch (error) {
            failure = error;
            info.setError("reading failed");
          }
        },
      }),
    );
    await connection.run(sessionTable(contents));
    await connection.run(
      `COPY (SELECT session_index, subject, session, part, genuine, t_ms, x, y, kind, button
             FROM events() JOIN sessions USING (session_index))
       TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd,
          KV_METADATA {${VERSION_KEY}: ${literal(STORE_VERSION)}, ${FORMAT_KEY}: ${literal(format.name)}})`,
    );
  } catch (error) {
    if (failure !== undefined) throw failure;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatasetError("write-failed", `${path}: expected to write a store, found: ${reason}`, {
      cause: error,
    });
  } finally {
    chunks.return();
    engine.close();
  }
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

interface EventChunk {
  readonly sessionIndex: number;
  readonly batch: EventColumns;
  /** The rows of the batch that this chunk is: [start, start + count). */
  readonly start: number;
  readonly count: number;
}

function* eventChunks(contents: StoreContents): Generator<EventChunk, void, undefined> {
  const { dir, format, files, ledger, onProgress } = contents;
  const readSession = createSessionReader(dir, format, ledger);
  for (const [sessionIndex, { path, subject }] of files.entries()) {
    const before = ledger.events;
    for (const batch of readSession(path)) {
      for (let start = 0; start < batch.count; start += CHUNK_ROWS) {
        yield { sessionIndex, batch, start, count: Math.min(CHUNK_ROWS, batch.count - start) };
      }
      ledger.events += batch.count;
    }
    if (ledger.events > before) {
      ledger.sessions++;
      ledger.subjects.add(subject);
    }
    onProgress({ sessionsDone: sessionIndex + 1, sessionsTotal: files.length, events: ledger.events });
  }
}

function fillChunk(output: DuckDBDataChunk, { batch, start, count, sessionIndex }: EventChunk): void {
  output.rowCount = count;
  const fill = (column: number, valueAt: (row: number) => number | string) => {
    const vector = output.getColumnVector(column);
    for (let row = 0; row < count; row++) vector.setItem(row, valueAt(start + row));
    vector.flush();
  };
  fill(0, () => sessionIndex);
  fill(1, (row) => batch.tMs[row] as number);
  fill(2, (row) => batch.x[row] as number);
  fill(3, (row) => batch.y[row] as number);
  fill(4, (row) => EVENT_KINDS[batch.kind[row] as number] as string);
  fill(5, (row) => BUTTONS[batch.button[row] as number] as string);
}
