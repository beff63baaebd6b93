import { LOOK_AGAIN_MS, type SearchFolder, type Trial, type TrialQueue } from "@wristprint/recognition";
import type PgBoss from "pg-boss";
import {
  hasResult,
  job,
  jobId,
  jobQueue,
  keepResult,
  MOST_DEATHS,
  type SearchDatabase,
} from "./search-database.js";

export interface DatabaseQueueOptions {
  readonly database: SearchDatabase;
  readonly identity: string;
  readonly trials: readonly Trial[];
  /** Where runs lie on this machine. */
  readonly folder: SearchFolder;
  readonly wait: (ms: number) => Promise<void>;
}

type TrialJob = PgBoss.JobWithMetadata<Trial>;

/** The trials of a search in a database. */
export function databaseQueue(options: DatabaseQueueOptions): TrialQueue {
  const { database, identity, trials, folder, wait } = options;
  const { boss, query, transaction, lost } = database;
  const queue = jobQueue(identity);
  const locks = trialLocks(database, identity);
  const jobOf = (trial: number) => boss.getJobById<Trial>(queue, jobId(identity, trial));

  /** Locks a trial that was fetched; not where it was put back meanwhile, as nobody had locked it yet. */
  async function own({ id, retryCount, data: { number } }: TrialJob): Promise<boolean> {
    await locks.take(number);
    const now = await jobOf(number);
    if (now?.state === "active" && now.retryCount === retryCount) {
      if (!(await hasResult(query, identity, number))) return true;
      await boss.complete(queue, id);
    }
    await locks.free(number);
    return false;
  }

  async function finish({ id, data: { number } }: TrialJob, result: Parameters<SearchFolder["keep"]>[0]) {
    await transaction(async () => {
      await keepResult(query, identity, result);
      await boss.complete(queue, id);
    });
    folder.keep(result);
    await locks.free(number);
  }

  /** Puts a trial back that is given out to a worker that has ended. */
  async function recover(trial: Trial): Promise<void> {
    const seen = await jobOf(trial.number);
    if (seen === null) return boss.insert([job(identity, trial)]);
    if (seen.state !== "active" && seen.state !== "failed") return;
    if (!(await locks.tryTake(trial.number))) return;
    const now = await jobOf(trial.number);
    if (now?.state === "active") await boss.fail(queue, now.id, { reason: "its worker has ended" });
    if (now?.state === "failed") {
      const failure = `${MOST_DEATHS} workers ended while they were at it`;
      const { number, settings } = trial;
      await keepResult(query, identity, { trial: number, settings, value: null, seconds: 0, failure });
    }
    await locks.free(trial.number);
  }

  return {
    async take() {
      for (;;) {
        lost.throwIfAborted();
        const [fetched] = await boss.fetch<Trial>(queue, { includeMetadata: true });
        if (fetched === undefined) {
          const done = await database.finished(identity);
          const open = trials.filter(({ number }) => !done.has(number));
          if (open.length === 0) return undefined;
          for (const trial of open) await recover(trial);
          await wait(LOOK_AGAIN_MS);
        } else if (await own(fetched)) {
          const trial = fetched.data;
          // A process that has lost its connection may still be at the trial's files.
          while (!folder.isFinished(trial.number) && !folder.claim(trial.number)) {
            lost.throwIfAborted();
            await wait(LOOK_AGAIN_MS);
          }
          const here = folder.result(trial.number);
          if (here === undefined) return { trial, lost, finish: (result) => finish(fetched, result) };
          await finish(fetched, here);
        }
      }
    },
  };
}

/** Advisory locks of trials: a connection's own, gone with it. */
function trialLocks({ query }: SearchDatabase, identity: string) {
  const key = (trial: number) => [identity, trial] as const;
  return {
    async take(trial: number): Promise<void> {
      await query("select pg_advisory_lock(hashtext($1), $2)", key(trial));
    },
    async tryTake(trial: number): Promise<boolean> {
      const { rows } = await query("select pg_try_advisory_lock(hashtext($1), $2) as taken", key(trial));
      return (rows as { taken: boolean }[])[0]?.taken === true;
    },
    async free(trial: number): Promise<void> {
      await query("select pg_advisory_unlock(hashtext($1), $2)", key(trial));
    },
  };
}
