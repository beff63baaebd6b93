/**
 * A promise of the help: however often the processes of a search are killed, no trial is lost or done twice. More
 * kills: `KILLS=40 npx vitest run apps/cli/src/commands/search-killed.test.ts`, which tells how many came in time.
 */
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createRandom } from "@wristprint/core";
import { type PostgresqlServer, startPostgresql, whyNoPostgresql } from "@wristprint/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonOf } from "../testing/run-wristprint.js";
import {
  expectKept,
  expectNoneRepeated,
  figuresOf,
  finishedFiles,
  startWatched,
  type Told,
  type WatchedProcess,
  writeSmallSearch,
} from "../testing/search-under-fire.js";
import { temporaryFolder, writeSmallData } from "../testing/small-data.js";

const KILLS = Number(process.env.KILLS ?? 2);
/** A kill costs the search a trial or two. */
const RATES = Math.max(2, KILLS);
const TRIALS = 3 * RATES;
const PATIENCE_MS = 100_000 + KILLS * 30_000;
/** Longest time from a trial's begin to a kill. */
const LONGEST_MS = 1200;

const folder = temporaryFolder();
const data = join(folder.path, "data");
const file = join(folder.path, "small.json");
const place = (name: string) => join(folder.path, name);
const searching = (out: string, workers: number) =>
  ["search", "run", file, "--data", data, "--out", place(out), "--workers", String(workers)] as const;
const random = createRandom(process.env.KILL_SEED ?? "kills");

beforeAll(async () => {
  await writeSmallData(data);
  writeSmallSearch(file, "small", RATES);
  await jsonOf([...searching("unbroken", 2)], { env: { DATABASE_URL: "" } });
}, PATIENCE_MS);
afterAll(folder.remove);

it(
  "in a folder: killed and started again, it ends with the results of one that was not",
  async () => {
    const heard: (Told | string)[] = [];
    const start = () => startWatched("run", searching("broken", 2), {}, (one) => heard.push(one));
    let kills = 0;
    let run = start();
    while (kills < KILLS && !run.hasEnded()) {
      const before = finishedFiles(place("broken"));
      await killSomehow(run, () => kills++);
      // Workers end a moment after their parent; nothing of theirs may be undone then either.
      expectKept(before, finishedFiles(place("broken")));
      if (run.hasEnded() && (await run.ended) === null) run = start();
    }
    expect(await run.ended, run.stderr()).toBe(0);
    tellKills(kills);
    expectNoneRepeated(heard, false);
    expect(figuresOf(place("broken"))).toEqual(figuresOf(place("unbroken")));
    expect(finishedFiles(place("broken")).size).toBe(TRIALS);
  },
  PATIENCE_MS,
);

const reason = whyNoPostgresql();

describe.skipIf(reason !== null)(
  `a search over PostgreSQL${reason === null ? "" : ` (skipped: ${reason})`}`,
  () => {
    let server: PostgresqlServer;
    beforeAll(async () => {
      server = await startPostgresql();
    });
    afterAll(() => server?.stop());

    it(
      "loses and repeats no trial while workers on two machines, or their connections, are killed",
      async () => {
        const url = server.database("killed");
        const heard: (Told | string)[] = [];
        const start = (name: string, words: readonly string[]) =>
          startWatched(name, words, { DATABASE_URL: url }, (one) => heard.push(one));
        // Two machines: each has a folder of its own.
        const joining = ["search", "worker", "small", "--data", data, "--out", place("there")];
        const starts = [() => start("run", searching("here", 1)), () => start("worker", joining)] as const;
        const first = starts[0]();
        await first.begun;
        const sides = [first, starts[1]()];
        let kills = 0;
        while (kills < KILLS && sides.some((side) => !side.hasEnded())) {
          const which = random.integer(2);
          const side = sides[which] as WatchedProcess;
          const before = finishedFiles(place("here"));
          if (random.integer(4) === 0) {
            if (await cutConnection(url)) kills++;
            // Whose it was is not known. A process may be at its trial for a moment yet, and cannot keep it.
            heard.push("run", "worker");
            await wait(random.integer(LONGEST_MS));
          } else {
            await killSomehow(side, () => kills++);
          }
          expectKept(before, finishedFiles(place("here")));
          for (const [index, one] of sides.entries()) {
            if (!one.hasEnded()) continue;
            const code = await one.ended;
            if (code === 0) continue;
            if (code !== null) expect(one.stderr()).toContain("the connection to the database was lost");
            sides[index] = (starts[index] as () => WatchedProcess)();
          }
        }
        for (const [index, side] of sides.entries()) {
          if ((await side.ended) === 0) continue;
          const again = (starts[index] as () => WatchedProcess)();
          expect(await again.ended, again.stderr()).toBe(0);
        }
        tellKills(kills);
        expectNoneRepeated(heard, true);
        expect(figuresOf(place("here"))).toEqual(figuresOf(place("unbroken")));
        expect(finishedFiles(place("here")).size).toBe(TRIALS);
      },
      PATIENCE_MS,
    );
  },
);

/** Some time after a trial has begun, or before any has, kills the process or a worker of its own. */
async function killSomehow(process: WatchedProcess, count: () => void): Promise<void> {
  if (random.integer(5) > 0) await process.begun;
  await wait(random.integer(LONGEST_MS));
  if (process.hasEnded()) return;
  count();
  if (random.integer(3) === 0 && process.killWorker((count) => random.integer(count))) return;
  process.kill();
  await process.ended;
}

/** @returns whether there was one */
async function cutConnection(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wristprint search' order by random() limit 1",
  );
  await client.end();
  return (rowCount ?? 0) > 0;
}

function tellKills(kills: number): void {
  if (process.env.KILLS !== undefined) console.info(`${kills} kills while it ran, ${TRIALS} trials`);
}
