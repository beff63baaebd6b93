import { datasetFormat } from "./formats/registry.js";
import { nothingUsable } from "./reading/read-folder.js";
import { sessionFiles } from "./reading/session-files.js";
import { readSessionLabels } from "./reading/session-labels.js";
import { createLedger, type DatasetProgress, type DatasetReport } from "./report.js";
import { replaceFile } from "./store/replace-file.js";
import { writeStore } from "./store/write-store.js";

export interface ImportDatasetOptions {
  /** A folder of the data set's files. */
  readonly dir: string;
  readonly format: string;
  /** The store to write. A store that is there already is replaced in one step. */
  readonly out: string;
  readonly onProgress?: ((progress: DatasetProgress) => void) | undefined;
}

export interface ImportReport extends DatasetReport {
  readonly store: string;
  /** Size of the store. */
  readonly bytes: number;
}

/**
 * Imports a data set's files into a store: one Parquet file that any Parquet reader opens. Memory stays
 * bounded however large the files are. The store appears whole or not at all: it is written beside its place,
 * flushed to the disk and renamed; a process killed before leaves a file `NAME.*.part` and no store.
 * Throws a DatasetError: `unknown-format`, `not-found`, `nothing-usable`, `write-failed`; and what
 * `onProgress` throws.
 */
export async function importDataset(options: ImportDatasetOptions): Promise<ImportReport> {
  const { dir, out, onProgress = () => {} } = options;
  const format = datasetFormat(options.format);
  const ledger = createLedger();
  const files = await sessionFiles(dir, format, ledger);
  const labels = await readSessionLabels(dir, format, ledger);
  const bytes = await replaceFile(out, async (path) => {
    await writeStore({ path, dir, format, files, labels, ledger, onProgress });
    if (ledger.sessions === 0) throw nothingUsable(dir, format, ledger);
  });
  return { ...ledger.report(format.name), store: out, bytes };
}
