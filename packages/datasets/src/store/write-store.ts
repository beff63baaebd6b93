import { rm } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { DatasetError } from "../dataset-error.js";
import type { DatasetFormat, SessionLabels } from "../formats/format.js";
import type { SessionFile } from "../reading/session-files.js";
import { createSessionReader } from "../reading/session-reader.js";
import type { DatasetProgress, Ledger } from "../report.js";
import { createEventAppender } from "./event-appender.js";
import { enumOf, FORMAT_KEY, literal, openEngine, STORE_VERSION, VERSION_KEY } from "./layout.js";

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
 * Writes the sessions' events to a Parquet file. They wait in DuckDB's memory until all are read, and beyond
 * its limit in `path`.tmp, which goes when the work is done. Throws a DatasetError `write-failed` with DuckDB's
 * reason, and what `onProgress` throws.
 */
export async function writeStore(contents: StoreContents): Promise<void> {
  const { path, dir, format, files, ledger, onProgress } = contents;
  const spill = `${path}.tmp`;
  const engine = await openEngine(spill);
  try {
    const { connection } = engine;
    const readSession = createSessionReader(dir, format, ledger);
    const appender = await refused(path, () => createEventAppender(connection));
    for (const [sessionIndex, { path: file, subject }] of files.entries()) {
      const before = ledger.events;
      for (const batch of readSession(file)) {
        await refused(path, () => appender.append(sessionIndex, batch));
        ledger.events += batch.count;
      }
      if (ledger.events > before) {
        ledger.sessions++;
        ledger.subjects.add(subject);
      }
      onProgress({ sessionsDone: sessionIndex + 1, sessionsTotal: files.length, events: ledger.events });
      await setImmediate();
    }
    await refused(path, async () => {
      appender.close();
      await connection.run(sessionTable(contents));
      await connection.run(
        `COPY (SELECT session_index, subject, session, part, genuine, t_ms, x, y, kind, button
               FROM events JOIN sessions USING (session_index))
         TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd,
            KV_METADATA {${VERSION_KEY}: ${literal(STORE_VERSION)}, ${FORMAT_KEY}: ${literal(format.name)}})`,
      );
    });
  } finally {
    engine.close();
    await rm(spill, { recursive: true, force: true });
  }
}

/** Does a step of DuckDB's and gives its refusal our shape. */
async function refused<Result>(path: string, step: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatasetError("write-failed", `${path}: expected to write a store, found: ${reason}`, {
      cause: error,
    });
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
