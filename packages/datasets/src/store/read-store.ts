import { open } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Part, Trace } from "@wristprint/core";
import { DatasetError } from "../dataset-error.js";
import type { DatasetFormat } from "../formats/format.js";
import { noneWanted, type SessionFilter } from "../reading/session-files.js";
import { createLedger, type DatasetProgress, type DatasetReport } from "../report.js";
import {
  BUTTON_CODE,
  FORMAT_KEY,
  fileLiteral,
  KIND_CODE,
  literal,
  openEngine,
  STORE_VERSION,
  VERSION_KEY,
} from "./layout.js";

/** A trace that is being filled, and how far. */
interface Filling {
  readonly trace: Trace;
  filled: number;
}

/**
 * Reads the wanted sessions of a store. Throws a DatasetError `not-found`, `not-a-store`, `store-version`,
 * `store-format` (the store holds another format than `expected`), `store-corrupt`, `nothing-usable`.
 */
export async function readStore(
  store: string,
  expected: DatasetFormat | undefined | "",
  filter: SessionFilter,
  onProgress: (progress: DatasetProgress) => void,
): Promise<{ traces: Trace[]; report: DatasetReport }> {
  await checkParquet(store);
  const engine = await openEngine();
  try {
    const { connection } = engine;
    const format = await storeFormat(connection, store);
    if (expected && expected.name !== format) {
      throw new DatasetError(
        "store-format",
        `${store}: expected sessions from ${expected.name}, found ${format}`,
      );
    }
    const sessions = await storeSessions(connection, store, filter);
    const ledger = createLedger();
    ledger.sessions = sessions.size;
    for (const { trace } of sessions.values()) ledger.subjects.add(trace.subject);
    await fillTraces(connection, store, filter, sessions, (events, done) => {
      ledger.events = events;
      onProgress({ sessionsDone: done, sessionsTotal: sessions.size, events });
    });
    const traces = Array.from(sessions.values(), ({ trace }) => trace);
    for (const { tMs } of traces) ledger.backwards += countBackwards(tMs);
    return { traces, report: ledger.report(format) };
  } finally {
    engine.close();
  }
}

async function checkParquet(store: string): Promise<void> {
  const mark = Buffer.alloc(4);
  try {
    const file = await open(store, "r");
    await file.read(mark, 0, 4, 0).finally(() => file.close());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatasetError("not-found", `${store}: expected a store, found none (${code})`, { cause: error });
  }
  if (mark.toString("latin1") !== "PAR1") {
    throw new DatasetError("not-a-store", `${store}: expected a Parquet file (PAR1), found something else`);
  }
}

async function storeFormat(connection: DuckDBConnection, store: string): Promise<string> {
  const reader = await asked(
    connection,
    store,
    (file) => `SELECT decode(key), decode(value) FROM parquet_kv_metadata(${file})`,
  );
  const metadata = new Map(reader.map(([key, value]) => [String(key), String(value)]));
  const version = metadata.get(VERSION_KEY);
  const format = metadata.get(FORMAT_KEY);
  if (version === undefined || format === undefined) {
    const found = "a Parquet file that something else wrote";
    throw new DatasetError("not-a-store", `${store}: expected a store that an import wrote, found ${found}`);
  }
  if (version !== STORE_VERSION) {
    const message = `${store}: expected a store of version ${STORE_VERSION}, found ${version}; import it again`;
    throw new DatasetError("store-version", message);
  }
  return format;
}

async function storeSessions(
  connection: DuckDBConnection,
  store: string,
  filter: SessionFilter,
): Promise<Map<number, Filling>> {
  const rows = await asked(
    connection,
    store,
    (file) =>
      `SELECT session_index, first(subject), first(session), first(part), first(genuine), count(*)
     FROM read_parquet(${file}) ${where(filter)} GROUP BY session_index ORDER BY session_index`,
  );
  if (rows.length === 0) {
    const subjects = await asked(
      connection,
      store,
      (file) => `SELECT DISTINCT subject FROM read_parquet(${file})`,
    );
    throw noneWanted(store, filter, new Set(subjects.map(([subject]) => String(subject))));
  }
  return new Map(
    rows.map(([index, subject, session, part, genuine, count]) => {
      const events = Number(count);
      const trace: Trace = {
        subject: String(subject),
        session: String(session),
        part: String(part) as Part,
        ...(genuine === null ? {} : { genuine: genuine === true }),
        tMs: new Float64Array(events),
        x: new Float32Array(events),
        y: new Float32Array(events),
        kind: new Uint8Array(events),
        button: new Uint8Array(events),
      };
      return [Number(index), { trace, filled: 0 }];
    }),
  );
}

async function fillTraces(
  connection: DuckDBConnection,
  store: string,
  filter: SessionFilter,
  sessions: ReadonlyMap<number, Filling>,
  onProgress: (events: number, sessionsDone: number) => void,
): Promise<void> {
  let events = 0;
  let sessionsDone = 0;
  let lastIndex = -1;
  const corrupt = (found: string) =>
    new DatasetError("store-corrupt", `${store}: expected whole sessions of numbers, found ${found}`);
  try {
    const result = await connection.stream(
      `SELECT session_index, t_ms, x, y, ${KIND_CODE}, ${BUTTON_CODE}
       FROM read_parquet(${fileLiteral(store)}) ${where(filter)}`,
    );
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      const count = chunk.rowCount;
      const indexes = chunk.getColumnVector(0);
      const values = [1, 2, 3, 4, 5].map((column) => chunk.getColumnVector(column));
      for (let row = 0; row < count; ) {
        const index = indexes.getItem(row);
        let end = row + 1;
        while (end < count && indexes.getItem(end) === index) end++;
        const filling = sessions.get(Number(index));
        if (filling === undefined) throw corrupt("a session that the store does not list");
        if (Number(index) < lastIndex) throw corrupt("sessions out of order");
        lastIndex = Number(index);
        const { trace, filled } = filling;
        for (const [i, column] of [trace.tMs, trace.x, trace.y, trace.kind, trace.button].entries()) {
          const vector = values[i];
          for (let from = row; from < end; from++) {
            const value = vector.getItem(from);
            if (value === null) throw corrupt("an empty field");
            column[filled + from - row] = value as number;
          }
        }
        filling.filled += end - row;
        if (filling.filled === trace.tMs.length) sessionsDone++;
        row = end;
      }
      events += count;
      onProgress(events, sessionsDone);
    }
  } catch (error) {
    throw error instanceof DatasetError ? error : corruptStore(store, error);
  }
  if (sessionsDone !== sessions.size) throw corrupt(`${sessions.size - sessionsDone} sessions cut short`);
}

/** Runs a query over the store and returns its rows. */
async function asked(connection: DuckDBConnection, store: string, query: (file: string) => string) {
  try {
    return (await connection.runAndReadAll(query(fileLiteral(store)))).getRows();
  } catch (error) {
    throw corruptStore(store, error);
  }
}

function corruptStore(store: string, cause: unknown): DatasetError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatasetError("store-corrupt", `${store}: expected a whole store, found it damaged: ${reason}`, {
    cause,
  });
}

function where({ parts, subjects }: SessionFilter): string {
  const conditions = [
    ...(parts === undefined ? [] : [`part IN (${[...parts, ""].map(literal).join(", ")})`]),
    ...(subjects === undefined ? [] : [`subject IN (${[...subjects, ""].map(literal).join(", ")})`]),
  ];
  return conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
}

function countBackwards(tMs: Float64Array): number {
  let backwards = 0;
  for (let i = 1; i < tMs.length; i++) if ((tMs[i] as number) < (tMs[i - 1] as number)) backwards++;
  return backwards;
}
