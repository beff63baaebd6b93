/**
 * Promises as tests: the whole server is killed at random moments under load, and so is its predictor; all that was
 * acknowledged is there, nothing twice, and all is scored as offline. KILLS=50 kills more often.
 */
import { fileURLToPath } from "node:url";
import { webhookEvent } from "@wristprint/api";
import { createRandom } from "@wristprint/core";
import { type PostgresqlServer, startPostgresql, whyNoPostgresql } from "@wristprint/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Prediction, startPrediction } from "./start-prediction.js";
import { openStore } from "./store/open-store.js";
import { furnishDataFolder } from "./store/testing/pglite-snapshot.js";
import { withFolder } from "./store/testing/with-folder.js";
import { callApi, signInFirst } from "./testing/console-client.js";
import { type Delivery, expectKept } from "./testing/kept-visits.js";
import { createMortalServer, type MortalServer } from "./testing/mortal-server.js";
import { beginVisits, type Site, type Visits } from "./testing/visits.js";
import { receiveWebhooks } from "./testing/webhook-receiver.js";

const kills = Number(process.env.KILLS ?? 2);
const timeout = 300_000 + kills * 60_000;
const seed = Number(process.env.SEED ?? 20261121);
const modelsFolder = fileURLToPath(new URL("../../../models", import.meta.url));
const noPostgresql = whyNoPostgresql();

/** Makes blocks' signatures beside the server, to compare with. */
let offline: Prediction;
beforeAll(() => {
  offline = startPrediction(
    {
      modelsFolder,
      model: undefined,
      predictors: [],
      predictorToken: undefined,
      predictorThreads: 1,
    },
    () => {},
  );
});
afterAll(() => offline.close());

/** The load on a new server, while something happens to it. Then all sessions end, and what was kept is looked at. */
async function withLoad(
  databaseUrl: string | undefined,
  happen: (server: MortalServer, visits: Visits) => Promise<void>,
): Promise<Visits> {
  const receiver = await receiveWebhooks();
  try {
    return await withFolder(async (dataFolder) => {
      if (databaseUrl === undefined) await furnishDataFolder(dataFolder);
      const server = createMortalServer(dataFolder, {
        DATABASE_URL: databaseUrl ?? "",
        WRISTPRINT_PRIVATE_WEBHOOKS: "1",
        WRISTPRINT_REQUESTS_PER_MINUTE: "1000000",
      });
      server.start();
      const sites = await makeSites(await server.address(), receiver.url);
      const visits = beginVisits({ sites, address: server.address, visitors: 4, seed });
      try {
        await happen(server, visits);
        await visits.finish();
      } finally {
        await server.stop();
      }
      const store = await openStore({ databaseUrl, dataFolder, now: () => new Date() });
      try {
        const never = new Date(Date.now() + 1e10);
        const waiting = await store.webhooks.takeDue(never, never, 1e6);
        const deliveries = new Map(receiver.deliveries);
        for (const { body } of waiting) {
          const delivery = JSON.parse(body) as Delivery;
          deliveries.set(delivery.id, delivery);
        }
        const counts = await expectKept(store, visits.visits, offline.embedder, deliveries);
        const sessions = visits.visits.length;
        if (process.env.KILLS) console.log(`kept over ${kills} kills:`, { sessions, ...counts });
        expect(counts.blocks).toBeGreaterThan(sessions);
        expect(counts.enrolments).toBeGreaterThan(0);
      } finally {
        await store.close();
      }
      return visits;
    });
  } finally {
    receiver.close();
  }
}

/** Two projects, one of which keeps events; people are enrolled and recognised in both. */
async function makeSites(address: string, webhook: string): Promise<Site[]> {
  const { cookie, call } = await signInFirst(address, "correct horse battery");
  const sites: Site[] = [];
  for (const keepEvents of [true, false]) {
    const { id: project } = await call("createProject", {
      body: { name: `keeps: ${keepEvents}`, settings: { keepEvents, enrolmentBlocks: 5 } },
    });
    const { secret: key } = await call("createKey", { params: { project }, body: { name: "site" } });
    const body = { url: webhook, events: [...webhookEvent.options] };
    await call("createWebhook", { params: { project }, body });
    const subjects: string[] = [];
    for (const name of ["ada", "bob", "eve"]) {
      const headers = { cookie, origin: address };
      const body = { name };
      subjects.push((await callApi(address, headers, "createSubject", { params: { project }, body })).id);
    }
    sites.push({ project, key, subjects });
  }
  return sites;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves at a random moment, by what was achieved rather than by the clock: a machine may be slow. */
async function someMoment({ visits }: Visits, uniform: () => number): Promise<void> {
  const acknowledged = () => visits.reduce((sum, visit) => sum + visit.acknowledged, 0);
  const ended = () => visits.filter((visit) => visit.ended).length;
  const [achieved, most] = uniform() < 0.5 ? [acknowledged, 150] : [ended, 2];
  const enough = achieved() + Math.floor(uniform() * (most + 1));
  while (achieved() < enough) await pause(1);
  await pause(uniform() * 60);
}

/** Kills the server at random moments of its work, or while it starts. */
async function killAgainAndAgain(server: MortalServer, visits: Visits): Promise<void> {
  const { uniform } = createRandom(seed);
  for (let kill = 0; kill < kills; kill++) {
    if (uniform() < 0.2) {
      await pause(uniform() * 2_000);
    } else {
      await server.address();
      await someMoment(visits, uniform);
    }
    await server.kill();
    server.start();
  }
}

describe(`the server, killed ${kills} times`, () => {
  it("keeps all that it acknowledged, once, on PGlite", { timeout }, async () => {
    await withLoad(undefined, killAgainAndAgain);
  });

  describe.skipIf(noPostgresql !== null)(noPostgresql ?? "with PostgreSQL", () => {
    let postgresql: PostgresqlServer;
    beforeAll(async () => {
      postgresql = await startPostgresql();
    });
    afterAll(() => postgresql?.stop());

    it("keeps all that it acknowledged, once, on PostgreSQL", { timeout }, async () => {
      await withLoad(postgresql.database("crash"), killAgainAndAgain);
    });
  });
});

it(`breaks no connection and scores every block when its predictor is killed ${kills} times`, {
  timeout,
}, async () => {
  if (process.platform !== "linux") return; // Its predictor's process is found by Linux's /proc.
  const { visits } = await withLoad(undefined, async (server, load) => {
    const { uniform } = createRandom(seed);
    for (let kill = 0; kill < kills; kill++) {
      while (server.children().length === 0) await pause(20);
      await someMoment(load, uniform);
      for (const pid of server.children()) process.kill(pid, "SIGKILL");
    }
  });
  expect(visits.flatMap(({ breaks }) => breaks)).toEqual([]);
});
