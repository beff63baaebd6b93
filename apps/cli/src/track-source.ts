/** Where a command's tracks come from: data sets, and globs that say which are people's and which machines'. */
import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Trace } from "@wristprint/core";
import { datasetFormat } from "@wristprint/datasets";
import { type Track, tracksOf } from "@wristprint/liveness";
import { chooseSessions } from "@wristprint/recognition";
import { type Command, Option } from "commander";
import type { CommandContext } from "./commands/command.js";
import { type DataSource, dataSource, readSessions } from "./data-source.js";
import { repeatedOption } from "./options.js";
import { UsageError } from "./usage-error.js";

export interface TrackOptions {
  readonly data: readonly string[];
  readonly format?: readonly string[];
  readonly human?: string;
  readonly machine?: string;
}

/** Adds `--data`, `--format`, `--human` and `--machine`. */
export function declareTrackOptions(command: Command): void {
  command
    .addOption(
      repeatedOption(
        "--data <path>",
        "a data set's folder, a store, or a file of tracks; may be repeated",
      ).makeOptionMandatory(),
    )
    .addOption(
      repeatedOption("--format <name>", "format of the data, one for each --data; a store knows its own"),
    )
    .addOption(
      new Option(
        "--human <glob>",
        "sessions, SESSION or SUBJECT/SESSION, that people made; only named ones then count",
      ),
    )
    .addOption(new Option("--machine <glob>", "sessions that machines made; only named ones then count"));
}

/**
 * Reads the tracks of all data sets.
 * @throws UsageError, DatasetError
 */
export async function readTracks(context: CommandContext, options: TrackOptions): Promise<Track[]> {
  const { data, format = [], human, machine } = options;
  if (format.length > 0 && format.length !== data.length) {
    throw new UsageError(`--format: one for each --data expected, got ${format.length} for ${data.length}`);
  }
  let tracks: Track[] = [];
  for (const [index, path] of data.entries()) {
    const { source, subjects } = await trackSource(path, format[index]);
    const { traces, report } = await readSessions(
      context,
      source,
      subjects === undefined ? {} : { subjects },
    );
    const named = datasetFormat(report.format);
    const told = (glob: string | undefined, is: boolean) =>
      glob === undefined
        ? []
        : tracksOf(chosen(traces, glob), named).map((track) => ({ ...track, human: is }));
    if (human === undefined && machine === undefined) tracks = tracks.concat(tracksOf(traces, named));
    else tracks = tracks.concat(told(human, true), told(machine, false));
  }
  if (tracks.length === 0) {
    const globs = [human, machine].filter((glob) => glob !== undefined).join(" or ");
    throw new UsageError(
      globs === ""
        ? `${data.join(", ")}: movements expected, no session has one`
        : `${globs}: sessions with tracks expected, the data has none of that name`,
    );
  }
  return tracks;
}

/** A glob may name nothing in one of several data sets. */
function chosen(traces: readonly Trace[], glob: string): Trace[] {
  try {
    return chooseSessions(traces, glob);
  } catch (error) {
    if ((error as { code?: string }).code === "bad-input") return [];
    throw error;
  }
}

/** A file of a format that has many tracks in one stands for its folder and itself as the subject. */
async function trackSource(
  path: string,
  format: string | undefined,
): Promise<{ source: DataSource; subjects?: string[] }> {
  const lines = format !== undefined && datasetFormat(format).lines !== undefined;
  if (lines && path.endsWith(".txt") && (await stat(path).catch(() => undefined))?.isFile() === true) {
    return { source: { dir: dirname(path), format }, subjects: [basename(path, ".txt")] };
  }
  return { source: await dataSource(path, format) };
}
