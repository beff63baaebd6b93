import type { Search, SearchFolder, TrialResult } from "@wristprint/recognition";
import { listTrials } from "@wristprint/recognition";
import type { CommandContext } from "../commands/command.js";
import type { DataSource } from "../data-source.js";
import { databaseUrl } from "./database-url.js";
import { runWorkers } from "./run-workers.js";
import type { SearchDatabase } from "./search-database.js";
import { searchProgress } from "./search-progress.js";

/** How often results of other machines are fetched. */
const FETCH_MS = 1000;

export interface RunSearchOptions {
  readonly search: Search;
  /** Of `dataIdentity`. */
  readonly data: string;
  /** Of `searchIdentity`. */
  readonly identity: string;
  readonly folder: SearchFolder;
  readonly source: DataSource;
  /** Trials at a time on this machine. */
  readonly workers: number;
  /** Where networks compute on this machine; the processor by default. */
  readonly device?: string;
}

/** Runs what is left of a search, here and wherever workers take part, and returns all results. */
export async function runSearch(context: CommandContext, options: RunSearchOptions): Promise<TrialResult[]> {
  const { search, data, identity, folder, source, workers, device } = options;
  const trials = listTrials(search);
  const url = databaseUrl();
  const database = url === undefined ? undefined : await openDatabase(url);
  try {
    const known = folder.results(trials.length);
    await database?.register({ search, data, identity }, trials, known);
    if (database !== undefined) await fetchResults(database, identity, folder, trials.length);
    const left = trials.filter(({ number }) => !folder.isFinished(number)).length;
    if (left === 0) return folder.results(trials.length);
    const progress = context.progress("search");
    const told = searchProgress(progress, search, trials.length, folder.results(trials.length));
    const stopFetching =
      database === undefined
        ? undefined
        : repeatedly(async () => told.count(await fetchResults(database, identity, folder, trials.length)));
    await runWorkers({
      out: folder.path,
      source,
      ...(device !== undefined && { device }),
      count: Math.min(workers, left),
      hear: told.hear,
      onDeath: (line) => context.say(line),
    });
    await stopFetching?.();
    if (database !== undefined) await fetchResults(database, identity, folder, trials.length);
    progress.end();
    return folder.results(trials.length);
  } finally {
    await database?.close();
  }
}

async function openDatabase(url: string): Promise<SearchDatabase> {
  const { openSearchDatabase } = await import("./search-database.js");
  return openSearchDatabase(url);
}

/** Keeps here what is finished anywhere. @returns which trials are */
async function fetchResults(
  database: SearchDatabase,
  identity: string,
  folder: SearchFolder,
  last: number,
): Promise<number[]> {
  const finished = [...(await database.finished(identity))].filter((trial) => trial <= last);
  const missing = finished.filter((trial) => !folder.isFinished(trial));
  if (missing.length > 0) {
    for (const result of await database.results(identity)) {
      if (missing.includes(result.trial)) folder.keep(result);
    }
  }
  return finished;
}

/** Does something again and again until it is told to stop. @returns tells it, and waits for its end */
function repeatedly(act: () => Promise<void>): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let wake = () => {};
  const turns = async () => {
    while (!stopped) {
      await act();
      if (stopped) return;
      await new Promise<void>((next) => {
        wake = next;
        timer = setTimeout(next, FETCH_MS);
      });
    }
  };
  // Its failure is told when it is stopped; the workers, who need the database too, will have failed by then.
  const end = turns().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  return async () => {
    stopped = true;
    clearTimeout(timer);
    wake();
    const failed = await end;
    if (failed !== undefined) throw failed.error;
  };
}
