/**
 * A promise of the help: however often the processes of a search are killed, no trial is lost or done twice. More
 * kills: `KILLS=40 npx vitest run apps/cli/src/commands/search-killed.test.ts`.
 */
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createRandom } from "@wristprint/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PostgresqlServer, startPostgresql, whyNoPostgresql } from "../testing/postgresql-server.js";
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
const PATIENCE_MS = 60_000 + KILLS * 20_000;
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
  writeSmallSearch(file, "small");
  await jsonOf([...searching("unbroken", 2)], { env: { DATABASE_URL: "" } });
});
afterAll(folder.remove);

it(
  "in a folder: killed and started again, it ends with the results of one that was not",
  async () => {
    const heard: (Told | string)[] = [];
    for (let kill = 0; ; kill++) {
      const before = finishedFiles(place("broken"));
      const run = startWatched("run", searching("broken", 2), {}, (one) => heard.push(one));
      if (kill >= KILLS) {
        expect(await run.ended, run.stderr()).toBe(0);
        break;
      }
      await killSomehow(run);
      const code = await run.ended;
      if (code !== null) expect(code, run.stderr()).toBe(0);
      // Workers end a moment after their parent; nothing of theirs may be undone then either.
      expectKept(before, finishedFiles(place("broken")));
    }
    expectNoneRepeated(heard, false);
    expect(figuresOf(place("broken"))).toEqual(figuresOf(place("unbroken")));
    expect(finishedFiles(place("broken")).size).toBe(6);
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
      "loses and repeats no trial while any of its workers on two machines are killed",
      async () => {
        const env = { DATABASE_URL: server.database("killed") };
        const heard: (Told | string)[] = [];
        const hear = (one: Told | string) => heard.push(one);
        // Two machines: each has a folder of its own.
        const joining = ["search", "worker", "small", "--data", data, "--out", place("there")];
        const starts = {
          run: () => startWatched("run", searching("here", 1), env, hear),
          worker: () => startWatched("worker", joining, env, hear),
        };
        const run = { current: starts.run() };
        await run.current.begun;
        const worker = { current: starts.worker() };
        const sides = [
          { side: run, start: starts.run },
          { side: worker, start: starts.worker },
        ] as const;
        for (let kill = 0; kill < KILLS; kill++) {
          const { side, start } = sides[random.integer(2)] as (typeof sides)[number];
          const before = finishedFiles(place("here"));
          const whole = await killSomehow(side.current);
          if (whole || side.current.hasEnded()) {
            const code = await side.current.ended;
            if (code !== null) expect(code, side.current.stderr()).toBe(0);
            side.current = start();
          }
          expectKept(before, finishedFiles(place("here")));
        }
        for (const { side } of sides) expect(await side.current.ended, side.current.stderr()).toBe(0);
        expectNoneRepeated(heard, true);
        expect(figuresOf(place("here"))).toEqual(figuresOf(place("unbroken")));
      },
      PATIENCE_MS,
    );
  },
);

/** Some time after a trial has begun, or before any has. @returns whether the process itself was killed */
async function killSomehow(process: WatchedProcess): Promise<boolean> {
  if (random.integer(5) > 0) await process.begun;
  await wait(random.integer(LONGEST_MS));
  if (random.integer(3) === 0 && process.killWorker((count) => random.integer(count))) return false;
  process.kill();
  return true;
}
