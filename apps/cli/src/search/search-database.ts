/**
 * Searches in PostgreSQL, for workers on several machines. pg-boss shares the trials out; which of them are done,
 * and their results, are rows of our own, which no upkeep of a queue removes.
 *
 * A worker has one connection, and with it the advisory lock of the trial it works on. However the worker ends,
 * PostgreSQL ends the connection and frees the lock, and whoever finds a trial that is given out but not locked
 * puts it back. So nobody waits for a clock to run out, and a trial that takes hours is never taken for dead.
 */
import { createHash } from "node:crypto";
import {
  parseSearch,
  parseTrialResult,
  type Search,
  type Trial,
  type TrialResult,
} from "@wristprint/recognition";
import pg from "pg";
import PgBoss from "pg-boss";
import { UsageError } from "../usage-error.js";

/** Of our tables, and of pg-boss. */
const SCHEMA = "wristprint_search";
const BOSS_SCHEMA = "wristprint_search_jobs";

/** PostgreSQL notices that a machine is gone, and frees its locks, after 30 + 3 × 10 s. */
const KEEPALIVE =
  "set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3";

const TABLES = `
  create schema if not exists ${SCHEMA};
  create table if not exists ${SCHEMA}.search (
    name text primary key, identity text not null, data text not null, definition text not null
  );
  create table if not exists ${SCHEMA}.result (
    identity text not null, trial integer not null, result text not null, primary key (identity, trial)
  );`;

/** How often a trial is given out again whose worker ended without a result, before it counts as failed. */
export const MOST_DEATHS = 100;

/** pg-boss has every job expire; ours are only ever put back by whoever holds their lock. Its limit is 24 h. */
const EXPIRES_S = 23 * 3600;

export interface RegisteredSearch {
  readonly search: Search;
  /** Of `dataIdentity`. */
  readonly data: string;
  /** Of `searchIdentity`. */
  readonly identity: string;
}

export interface SearchDatabase {
  /**
   * Writes the search down, or grows it, and queues the trials that are neither finished nor queued.
   * @param known results from before there was a database
   * @throws UsageError where another search has the name
   */
  register(own: RegisteredSearch, trials: readonly Trial[], known: readonly TrialResult[]): Promise<void>;
  find(name: string): Promise<RegisteredSearch | undefined>;
  /** Of finished trials, in their order. */
  results(identity: string): Promise<TrialResult[]>;
  /** Which trials are finished. */
  finished(identity: string): Promise<Set<number>>;
  readonly boss: PgBoss;
  query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** Runs the statements as one. */
  transaction(act: () => Promise<void>): Promise<void>;
  /** Aborted when the connection, and with it every lock, is lost. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

/**
 * Connects, and makes the tables where they are not there.
 * @throws UsageError without the address, which may hold a password, where the database does not answer
 */
export async function openSearchDatabase(url: string): Promise<SearchDatabase> {
  const client = await connect(url);
  const lost = new AbortController();
  const lose = () =>
    lost.abort(new Error("the connection to the database was lost; the same command goes on from there"));
  client.on("error", lose);
  client.on("end", lose);
  const query: SearchDatabase["query"] = async (text, values) => {
    try {
      return await (values === undefined ? client.query(text) : client.query(text, [...values]));
    } catch (error) {
      if (isOfConnection(error)) lose();
      lost.signal.throwIfAborted();
      throw error;
    }
  };
  const boss = new PgBoss({
    db: { executeSql: query },
    schema: BOSS_SCHEMA,
    // Nothing here expires or is scheduled.
    supervise: false,
    schedule: false,
  });
  boss.on("error", lose);
  const transaction: SearchDatabase["transaction"] = async (act) => {
    await query("begin");
    try {
      await act();
      await query("commit");
    } catch (error) {
      await query("rollback").catch(() => {});
      throw error;
    }
  };
  await query(KEEPALIVE);
  // One at a time: many workers start at once on an empty database.
  await query("select pg_advisory_lock(hashtext($1))", [SCHEMA]);
  try {
    await query(TABLES);
    await boss.start();
  } finally {
    await query("select pg_advisory_unlock(hashtext($1))", [SCHEMA]);
  }

  const results: SearchDatabase["results"] = async (identity) => {
    const { rows } = await query(
      `select trial, result from ${SCHEMA}.result where identity = $1 order by trial`,
      [identity],
    );
    return rows.map(({ trial, result }: { trial: number; result: string }) =>
      parseTrialResult(JSON.parse(result), `trial ${trial} in the database`),
    );
  };
  const find: SearchDatabase["find"] = async (name) => {
    const { rows } = await query(`select identity, data, definition from ${SCHEMA}.search where name = $1`, [
      name,
    ]);
    const [row] = rows as { identity: string; data: string; definition: string }[];
    if (row === undefined) return undefined;
    const { identity, data, definition } = row;
    return { identity, data, search: parseSearch(JSON.parse(definition), `${name} in the database`) };
  };
  const finished: SearchDatabase["finished"] = async (identity) => {
    const { rows } = await query(`select trial from ${SCHEMA}.result where identity = $1`, [identity]);
    return new Set((rows as { trial: number }[]).map(({ trial }) => trial));
  };
  return {
    boss,
    query,
    transaction,
    find,
    results,
    finished,
    lost: lost.signal,
    async register({ search, identity, data }, trials, known) {
      await query(
        `insert into ${SCHEMA}.search (name, identity, data, definition) values ($1, $2, $3, $4)
         on conflict (name) do update set definition = excluded.definition
         where search.identity = excluded.identity`,
        [search.name, identity, data, JSON.stringify(search)],
      );
      const there = await find(search.name);
      if (there?.identity !== identity) throw nameIsTaken(search.name, there?.data === data);
      for (const result of known) await keepResult(query, identity, result);
      const done = await finished(identity);
      const name = jobQueue(identity);
      await query("select pg_advisory_lock(hashtext($1))", [SCHEMA]);
      try {
        await boss.createQueue(name, { name, policy: "standard" });
      } finally {
        await query("select pg_advisory_unlock(hashtext($1))", [SCHEMA]);
      }
      await boss.insert(
        trials.filter(({ number }) => !done.has(number)).map((trial) => job(identity, trial)),
      );
    },
    async close() {
      client.off("end", lose);
      await boss.stop({ graceful: false, close: false });
      await client.end();
    },
  };
}

/** Keeps a result for good; the first of a trial stays. */
export async function keepResult(
  query: SearchDatabase["query"],
  identity: string,
  result: TrialResult,
): Promise<void> {
  await query(
    `insert into ${SCHEMA}.result (identity, trial, result) values ($1, $2, $3) on conflict do nothing`,
    [identity, result.trial, JSON.stringify(result)],
  );
}

/** Whether a trial has a result. */
export async function hasResult(
  query: SearchDatabase["query"],
  identity: string,
  trial: number,
): Promise<boolean> {
  const { rows } = await query(`select 1 from ${SCHEMA}.result where identity = $1 and trial = $2`, [
    identity,
    trial,
  ]);
  return rows.length > 0;
}

/** The name of a search's queue. */
export function jobQueue(identity: string): string {
  return `search-${identity.slice(0, 32)}`;
}

/** A trial as a job. Its id follows from the trial, so that it is queued once however many queue it. */
export function job(identity: string, trial: Trial): PgBoss.JobInsert<Trial> {
  return {
    id: jobId(identity, trial.number),
    name: jobQueue(identity),
    data: trial,
    // The first trial first.
    priority: -trial.number,
    retryLimit: MOST_DEATHS,
    expireInSeconds: EXPIRES_S,
  };
}

/** A UUID by a hash (RFC 9562, version 8). */
export function jobId(identity: string, trial: number): string {
  const hash = createHash("sha256").update(`${identity} ${trial}`).digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}

async function connect(url: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({ connectionString: url, application_name: "wristprint search" });
    await client.connect();
    return client;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code ?? (message.includes(url) ? "no address of a database" : message);
    throw new UsageError(`DATABASE_URL: a PostgreSQL that answers expected: ${reason}`);
  }
}

/** Codes of PostgreSQL's classes 08 and 57P, of sockets, and what pg says without one. */
function isOfConnection(error: unknown): boolean {
  const { code = "", message = "" } = error as NodeJS.ErrnoException;
  return (
    /^(08|57P|ECONN|EPIPE|ETIMEDOUT|ENOTCONN)/.test(code) ||
    /connection (terminated|error)|client was closed|not queryable/i.test(message)
  );
}

function nameIsTaken(name: string, sameData: boolean): UsageError {
  const what = sameData ? "with other settings, or of another version," : "on other data";
  return new UsageError(
    `${name}: a search of that name ${what} is in the database; results would mix: give this one another name`,
  );
}
