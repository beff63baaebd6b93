/** Where a command's data comes from: a folder of files or a store, told apart by looking. */
import { stat } from "node:fs/promises";
import { DATASET_FORMATS, type Dataset, datasetFormat, readDataset } from "@wristprint/datasets";
import { Option } from "commander";
import type { CommandContext } from "./commands/command.js";
import { countOf, formatCount } from "./table.js";
import { UsageError } from "./usage-error.js";

export interface DataSource {
  readonly dir?: string;
  readonly store?: string;
  readonly format?: string;
}

/** `--format F`; the names are checked when they are used, so that the error lists the known ones. */
export function formatOption(): Option {
  const names = DATASET_FORMATS.map(({ name }) => name).join(", ");
  return new Option("--format <name>", `format of a folder's files: ${names}; a store knows its own`);
}

/**
 * A folder needs the name of its format, a store does not.
 * @throws UsageError or DatasetError for a place with nothing in it or a format that is missing or unknown
 */
export async function dataSource(path: string, format: string | undefined): Promise<DataSource> {
  if (format !== undefined) datasetFormat(format);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error.code ?? String(error));
  if (typeof found === "string") {
    throw new UsageError(`${path}: a data set's folder or a store expected, found none (${found})`);
  }
  if (!found.isDirectory()) return { store: path, ...(format !== undefined && { format }) };
  if (format !== undefined) return { dir: path, format };
  const names = DATASET_FORMATS.map(({ name }) => name).join(", ");
  throw new UsageError(`${path} is a folder of files: name its format, --format with one of ${names}`);
}

/** Reads sessions with progress. */
export async function readSessions(
  context: CommandContext,
  source: DataSource,
  filter: Pick<Parameters<typeof readDataset>[0], "parts" | "subjects">,
): Promise<Dataset> {
  const progress = context.progress("reading");
  try {
    return await readDataset({
      ...source,
      ...filter,
      onProgress: ({ sessionsDone, sessionsTotal, events }) =>
        progress.update(
          sessionsDone,
          sessionsTotal,
          `${formatCount(sessionsDone)} of ${countOf(sessionsTotal, "session")}, ${countOf(events, "event")}`,
        ),
    });
  } finally {
    progress.end();
  }
}
