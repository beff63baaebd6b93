import { setImmediate } from "node:timers/promises";
import type { Trace } from "@wristprint/core";
import { DatasetError } from "../dataset-error.js";
import type { DatasetFormat } from "../formats/format.js";
import {
  createLedger,
  type DatasetProgress,
  type DatasetReport,
  describeRejection,
  type Ledger,
} from "../report.js";
import { appendEvents, createEventColumns, traceColumns } from "./event-columns.js";
import { type SessionFilter, sessionFiles } from "./session-files.js";
import { readSessionLabels } from "./session-labels.js";
import { createSessionReader } from "./session-reader.js";

/** Reads the wanted sessions of a folder of files. The event loop gets its turn between files. */
export async function readFolder(
  dir: string,
  format: DatasetFormat,
  filter: SessionFilter,
  onProgress: (progress: DatasetProgress) => void,
): Promise<{ traces: Trace[]; report: DatasetReport }> {
  const ledger = createLedger();
  const files = await sessionFiles(dir, format, ledger, filter);
  const labels = await readSessionLabels(dir, format, ledger);
  const readSession = createSessionReader(dir, format, ledger);
  const traces: Trace[] = [];
  let columns = createEventColumns(1 << 14);
  for (const { path, line, ...place } of files) {
    columns.count = 0;
    for (const batch of readSession({ path, ...(line === undefined ? {} : { line }) }))
      columns = appendEvents(columns, batch);
    if (columns.count > 0) {
      const genuine = format.genuine(place, labels);
      const { subject, session, part } = place;
      traces.push({
        subject,
        session,
        part,
        ...(genuine === undefined ? {} : { genuine }),
        ...traceColumns(columns),
      });
      ledger.sessions++;
      ledger.subjects.add(place.subject);
      ledger.events += columns.count;
    }
    onProgress({ sessionsDone: traces.length, sessionsTotal: files.length, events: ledger.events });
    await setImmediate();
  }
  if (traces.length === 0) throw nothingUsable(dir, format, ledger);
  return { traces, report: ledger.report(format.name) };
}

/** The error for a folder whose files look right by name and hold nothing. */
export function nothingUsable(dir: string, format: DatasetFormat, ledger: Ledger): DatasetError {
  const reason = ledger.firstReason();
  const { rejected } = ledger.report(format.name);
  const counted = `${rejected.files} files and ${rejected.rows} rows were refused`;
  const first = reason === undefined ? "" : `; the first: ${describeRejection(reason)}`;
  return new DatasetError(
    "nothing-usable",
    `${dir} holds no usable session in the format ${format.name}: ${counted}${first}`,
  );
}
