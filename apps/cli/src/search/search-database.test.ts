import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  listTrials,
  openSearchFolder,
  parseSearch,
  searchIdentity,
  type TrialResult,
} from "@wristprint/recognition";
import { type PostgresqlServer, startPostgresql, whyNoPostgresql } from "@wristprint/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/small-data.js";
import { databaseQueue } from "./database-queue.js";
import { openSearchDatabase, type SearchDatabase } from "./search-database.js";

const reason = whyNoPostgresql();
const temporary = temporaryFolder();

function searchOf(trials: number, name = "mine") {
  const search = parseSearch(
    {
      name,
      title: "Mine",
      experiment: { name: "e", title: "E", task: "identification", data: {} },
      metric: "auc",
      method: { kind: "random", trials },
      options: { amount: { integer: [1, 1000] } },
    },
    "test",
  );
  return { search, data: "d", identity: searchIdentity(search, "d"), trials: listTrials(search) };
}

const resultOf = (trial: number, value = 0.5): TrialResult => ({ trial, settings: {}, value, seconds: 1 });

describe.skipIf(reason !== null)(
  `searches in PostgreSQL${reason === null ? "" : ` (skipped: ${reason})`}`,
  () => {
    let server: PostgresqlServer;
    const open: SearchDatabase[] = [];
    beforeAll(async () => {
      server = await startPostgresql();
    });
    afterAll(async () => {
      for (const database of open) await database.close().catch(() => {});
      await server?.stop();
      temporary.remove();
    });
    const connect = async (url: string) => {
      const database = await openSearchDatabase(url);
      open.push(database);
      return database;
    };
    /** A worker on a machine of its own. */
    const workerOf = (database: SearchDatabase, machine: string, of: ReturnType<typeof searchOf>) => {
      const folder = openSearchFolder(join(temporary.path, machine), of);
      return databaseQueue({
        database,
        identity: of.identity,
        trials: of.trials,
        folder,
        wait: (ms) => wait(ms / 10),
      });
    };
    const mustTake = async (queue: ReturnType<typeof workerOf>) => {
      const taken = await queue.take();
      if (taken === undefined) throw new Error("a trial expected");
      return taken;
    };

    it("give every trial to one worker, and a dead one's to another", async () => {
      const url = server.database("shared");
      const of = searchOf(4);
      // On an empty database, all at once.
      const databases = await Promise.all([1, 2, 3].map(() => connect(url)));
      const [first, second, third] = databases as [SearchDatabase, SearchDatabase, SearchDatabase];
      await Promise.all(databases.map((database) => database.register(of, of.trials, [])));
      expect((await second.find("mine"))?.search).toEqual(of.search);

      const workers = databases.map((database, index) => workerOf(database, `shared${index}`, of));
      const [a, b, c] = await Promise.all(workers.map(mustTake));
      const numbers = [a, b, c].map((taken) => taken?.trial.number);
      expect(new Set(numbers).size).toBe(3);
      expect(of.trials).toEqual(expect.arrayContaining([a?.trial, b?.trial, c?.trial]));

      await b?.finish(resultOf(b.trial.number));
      const last = await mustTake(workers[1] as ReturnType<typeof workerOf>);
      await last.finish(resultOf(last.trial.number));
      // The first worker dies; the second, which waits for whatever is left, gets its trial.
      const waiting = mustTake(workers[1] as ReturnType<typeof workerOf>);
      await first.close();
      const taken = await waiting;
      expect(taken.trial).toEqual(a?.trial);
      await taken.finish(resultOf(taken.trial.number, 0.75));
      await c?.finish(resultOf(c.trial.number));
      expect(await workers[1]?.take()).toBeUndefined();
      expect(await third.finished(of.identity)).toEqual(new Set([1, 2, 3, 4]));
      await expect(a?.finish(resultOf(a.trial.number))).rejects.toThrow();
      expect((await third.results(of.identity))[taken.trial.number - 1]?.value).toBe(0.75);
    });

    it("take results from before, grow, and queue nothing twice", async () => {
      const database = await connect(server.database("grown"));
      const small = searchOf(2);
      await database.register(small, small.trials, [resultOf(1)]);
      await database.register(small, small.trials, [resultOf(1, 0.9)]);
      const grown = searchOf(3);
      expect(grown.identity).toBe(small.identity);
      await database.register(grown, grown.trials, []);
      const worker = workerOf(database, "grown", grown);
      for (const number of [2, 3]) {
        const { trial, finish } = await mustTake(worker);
        expect(trial.number).toBe(number);
        await finish(resultOf(number));
      }
      expect(await worker.take()).toBeUndefined();
      expect((await database.results(grown.identity)).map(({ trial, value }) => [trial, value])).toEqual([
        [1, 0.5],
        [2, 0.5],
        [3, 0.5],
      ]);
    });

    it("refuse another search of the same name", async () => {
      const database = await connect(server.database("names"));
      const own = searchOf(2);
      await database.register(own, own.trials, []);
      const other = { ...own, data: "other", identity: searchIdentity(own.search, "other") };
      await expect(database.register(other, own.trials, [])).rejects.toThrow(
        /mine: a search of that name on other data/,
      );
      expect(await database.find("yours")).toBeUndefined();
    });

    it("end a worker that loses its connection", async () => {
      const url = server.database("cut");
      const [database, other] = [await connect(url), await connect(url)];
      const own = searchOf(1);
      await database.register(own, own.trials, []);
      const { finish, lost } = await mustTake(workerOf(database, "cut", own));
      await other.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'cut' and pid <> pg_backend_pid()",
      );
      await expect(finish(resultOf(1))).rejects.toThrow("the connection to the database was lost");
      expect(lost?.aborted).toBe(true);
      expect(await other.results(own.identity)).toEqual([]);
    });

    it("say that a database does not answer, without its password", async () => {
      const url = server
        .database("gone")
        .replace("/gone?", "/never?")
        .replace("postgres@", "postgres:pass1@");
      const opening = openSearchDatabase(url);
      await expect(opening).rejects.toThrow(/^DATABASE_URL: a PostgreSQL that answers expected/);
      await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining("pass1") });
    });
  },
);
