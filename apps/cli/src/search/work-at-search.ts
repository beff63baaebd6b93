import { setTimeout as wait } from "node:timers/promises";
import type { Trace } from "@wristprint/core";
import {
  dataIdentity,
  folderQueue,
  listTrials,
  type RunProgress,
  readSearchFolder,
  searchIdentity,
  trialDefinition,
  workThrough,
} from "@wristprint/recognition";
import { UsageError } from "../usage-error.js";
import type { WorkerNews } from "./run-workers.js";

export interface WorkAtSearchOptions {
  /** The search's folder. */
  readonly out: string;
  readonly traces: readonly Trace[];
  /** What the data was read as. */
  readonly format: string;
  /** Where the trials are shared out; among the folder's processes otherwise. */
  readonly databaseUrl?: string | undefined;
  /** Where networks compute; the processor by default. */
  readonly device?: string | undefined;
  readonly clock: () => number;
  readonly tell: (news: WorkerNews) => void;
}

/**
 * Works at a search until every trial is finished.
 * @throws UsageError for other data than the search's
 */
export async function workAtSearch(options: WorkAtSearchOptions): Promise<void> {
  const { out, traces, format, databaseUrl, device, clock, tell } = options;
  const { search, data, identity, folder } = readSearchFolder(out);
  requireIdentity(search.name, { data, identity }, searchIdentity(search, data), dataIdentity(traces));
  const trials = listTrials(search);
  // Loaded where it is needed: no other command should wait for it.
  const database =
    databaseUrl === undefined
      ? undefined
      : await import("./search-database.js").then((module) => module.openSearchDatabase(databaseUrl));
  try {
    const queue =
      database === undefined
        ? folderQueue({ trials, folder, wait })
        : (await import("./database-queue.js")).databaseQueue({ database, identity, trials, folder, wait });
    let share = shareOfEpochs(1);
    await workThrough({
      search,
      queue,
      folder,
      traces,
      format,
      ...(device !== undefined && { device }),
      clock,
      onBegin(trial) {
        const settings = trials.find(({ number }) => number === trial)?.settings ?? {};
        share = shareOfEpochs(trialDefinition(search, { number: trial, settings }).training?.epochs ?? 1);
        tell({ kind: "begun", trial });
      },
      onProgress: (trial, progress) =>
        tell({ kind: "progress", trial, share: share(progress), detail: describe(progress) }),
      onFinish: (result) => tell({ kind: "finished", result }),
    });
  } finally {
    await database?.close();
  }
}

function requireIdentity(
  name: string,
  search: { readonly data: string; readonly identity: string },
  here: string,
  data: string,
): void {
  if (data !== search.data) {
    throw new UsageError(`${name}: the search's own data expected, --data has other sessions or events`);
  }
  if (here !== search.identity) {
    throw new UsageError(`${name}: the search was begun with another version of wristprint; use the same`);
  }
}

/** How much of a trial is done, from its progress so far. */
function shareOfEpochs(epochs: number): (progress: RunProgress) => number {
  const done = new Map<string, number>();
  return ({ model, epoch, modelsTotal }) => {
    done.set(model, epoch === undefined ? epochs : epoch.epoch);
    return [...done.values()].reduce((sum, count) => sum + count, 0) / (epochs * modelsTotal);
  };
}

function describe({ model, epoch }: RunProgress): string {
  return epoch === undefined
    ? `${model} is trained`
    : `${model} epoch ${epoch.epoch}, loss ${epoch.loss.toFixed(3)}`;
}
