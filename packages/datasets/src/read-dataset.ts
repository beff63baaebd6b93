import type { Part, Trace } from "@wristprint/core";
import { DatasetError } from "./dataset-error.js";
import { datasetFormat } from "./formats/registry.js";
import { readFolder } from "./reading/read-folder.js";
import type { DatasetProgress, DatasetReport } from "./report.js";
import { readStore } from "./store/read-store.js";

export interface ReadDatasetOptions {
  /** A folder of the data set's files. Either this or `store`. */
  readonly dir?: string | undefined;
  /** A Parquet store that `importDataset` wrote. */
  readonly store?: string | undefined;
  /** The format's name. Needed for a folder; a store knows its own and must agree where one is given. */
  readonly format?: string | undefined;
  /** Only sessions of these parts. */
  readonly parts?: readonly Part[] | undefined;
  /** Only sessions of these subjects. */
  readonly subjects?: readonly string[] | undefined;
  readonly onProgress?: ((progress: DatasetProgress) => void) | undefined;
}

export interface Dataset {
  /** By subject in natural order (user7 before user12), then by session. Events stand as in the file. */
  readonly traces: Trace[];
  readonly report: DatasetReport;
}

/**
 * Reads a data set into memory (18 bytes an event), from its files or from a store; both give the same traces.
 * Rows and files that are not of the format are left out, counted and explained in the report. A store's
 * report counts no rejections: its import reported them.
 * Throws a DatasetError: `bad-options`, `unknown-format`, `not-found`, `nothing-usable`, `not-a-store`,
 * `store-version`, `store-format`, `store-corrupt`.
 */
export async function readDataset(options: ReadDatasetOptions): Promise<Dataset> {
  const { dir, store, format, parts, subjects, onProgress = () => {} } = options;
  if ((dir === undefined) === (store === undefined)) {
    throw new DatasetError(
      "bad-options",
      "A data set is read from a folder (dir) or from a store: give one of them",
    );
  }
  if (store !== undefined) {
    return readStore(store, format && datasetFormat(format), { parts, subjects }, onProgress);
  }
  if (format === undefined) {
    throw new DatasetError("bad-options", `${dir} is a folder of files: say its format`);
  }
  return readFolder(dir as string, datasetFormat(format), { parts, subjects }, onProgress);
}
