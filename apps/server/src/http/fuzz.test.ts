/** Every endpoint against nonsense. `CASES=1000 npx vitest run …/fuzz.test.ts` tries more of it. */
import { ENDPOINTS, type EndpointName } from "@wristprint/api";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestServer, createWorld, type TestServer, type World } from "./testing/test-server.js";

const numRuns = Number(process.env.CASES ?? 8);
const names = Object.keys(ENDPOINTS) as EndpointName[];

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await createTestServer();
  world = await createWorld(server);
});
afterAll(() => server.close());

/** What no schema of ours takes: a member that none has makes sure of it. */
const nonsense = fc.oneof(
  fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((object) => JSON.stringify({ ...object, "not a member": 1 })),
  fc
    .jsonValue()
    .filter((value) => value !== null && typeof value !== "object")
    .map((value) => JSON.stringify(value)),
  fc.array(fc.jsonValue()).map((value) => JSON.stringify(value)),
  fc.string({ minLength: 1 }).map((text) => `{${text}`),
);
const wrongQuery = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), { maxKeys: 3 });
const wrongId = fc.string({ unit: "binary", maxLength: 40 }).map((text) => `x${text}`);

/** All that calls could have changed. */
async function kept() {
  const { store } = server.context;
  const page = { limit: 200 };
  return {
    projects: await store.projects.list(),
    subjects: await store.subjects.list(world.project, page),
    sessions: (await store.sessions.list(world.project, page)).items.map(({ id, endedAt }) => [id, endedAt]),
    enrolments: (await store.enrolments.ofSubject(world.project, world.subject)).length,
    webhooks: await store.webhooks.list(world.project),
    keys: (await store.keys.list(world.project)).map(({ id, revokedAt }) => [id, revokedAt]),
    audit: (await store.audit.list(world.project, page)).items.length,
  };
}

it.each(names.filter((name) => ENDPOINTS[name].method !== "GET"))(
  "%s refuses a body that it does not take, and keeps nothing",
  async (name) => {
    const before = await kept();
    await fc.assert(
      fc.asyncProperty(nonsense, async (body) => {
        const answer = await server.call(name, { params: { ...world }, body, headers: server.signedIn });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.type).toContain("application/problem+json");
      }),
      { numRuns },
    );
    expect(await kept()).toEqual(before);
  },
);

it.each(names)("%s does not fall over anything in its path or query", async (name) => {
  const before = await kept();
  await fc.assert(
    fc.asyncProperty(wrongId, wrongQuery, async (wrong, query) => {
      const params = {
        project: world.project,
        subject: wrong,
        session: wrong,
        enrolment: wrong,
        key: wrong,
        webhook: wrong,
      };
      const unknown = { ...query, "not-known": "1" };
      const answer = await server.call(name, { params, query: unknown, headers: server.signedIn });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns },
  );
  expect(await kept()).toEqual(before);
});
