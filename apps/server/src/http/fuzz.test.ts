/**
 * Every endpoint against nonsense, and against calls that are almost right. `CASES=1000 npx vitest run …/fuzz.test.ts`
 * tries more of it; live-fuzz.test.ts has the live routes.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { endpointOf, inputOf, ENDPOINT_NAMES as names } from "./testing/endpoint-inputs.js";
import {
  almostRight,
  FUZZING,
  FUZZING_TIMEOUT_MS,
  noBody,
  strayPath,
  wrongAccess,
} from "./testing/nonsense.js";
import { createTestServer, createWorld, type TestServer, type World } from "./testing/test-server.js";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await createTestServer();
  world = await createWorld(server);
});
afterAll(() => server.close());

const wrongQuery = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), { maxKeys: 3 });
const wrongId = fc.string({ unit: "binary", maxLength: 40 }).map((text) => `x${text}`);

/** All that calls could have changed. */
async function kept({ project, subject }: World = world) {
  const { store } = server.context;
  const page = { limit: 200 };
  return {
    projects: await store.projects.list(),
    subjects: await store.subjects.list(project, page),
    sessions: (await store.sessions.list(project, page)).items.map(({ id, endedAt }) => [id, endedAt]),
    enrolments: (await store.enrolments.ofSubject(project, subject)).length,
    webhooks: await store.webhooks.list(project),
    keys: (await store.keys.list(project)).map(({ id, revokedAt }) => [id, revokedAt]),
    audit: (await store.audit.list(project, page)).items.length,
  };
}

it.each(names.filter((name) => endpointOf(name).method !== "GET"))(
  "%s refuses a body that it does not take, and keeps nothing",
  async (name) => {
    const before = await kept();
    await fc.assert(
      fc.asyncProperty(noBody, async (body) => {
        const answer = await server.call(name, { params: { ...world }, body, headers: server.signedIn });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.type).toContain("application/problem+json");
      }),
      FUZZING,
    );
    expect(await kept()).toEqual(before);
  },
  FUZZING_TIMEOUT_MS,
);

it.each(names)(
  "%s does not fall over anything in its path or query",
  async (name) => {
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
      FUZZING,
    );
    expect(await kept()).toEqual(before);
  },
  FUZZING_TIMEOUT_MS,
);

// Signing out would end what the others go by.
it.each(names.filter((name) => name !== "signOut"))(
  "%s takes or refuses what is almost right, and keeps nothing of what it refuses",
  async (name) => {
    const own = endpointOf(name).method === "GET" ? world : await createWorld(server);
    let before = await kept(own);
    await fc.assert(
      fc.asyncProperty(almostRight(name, inputOf(name, own)), async (input) => {
        const answer = await server.call(name, { ...input, headers: server.signedIn });
        expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(500);
        if (answer.status < 400) before = await kept(own);
      }),
      FUZZING,
    );
    expect(await kept(own)).toEqual(before);
  },
  FUZZING_TIMEOUT_MS,
);

it.each(names.filter((name) => endpointOf(name).access !== "public"))(
  "%s lets nobody in by a key or cookie that is none",
  async (name) => {
    await fc.assert(
      fc.asyncProperty(wrongAccess, async (headers) => {
        const answer = await server.call(name, { ...inputOf(name, world), headers });
        expect(answer.status).toBe(401);
      }),
      FUZZING,
    );
  },
  FUZZING_TIMEOUT_MS,
);

it(
  "answers any address and method, and does not fail",
  async () => {
    const before = await kept();
    const methods = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    await fc.assert(
      fc.asyncProperty(methods, strayPath, async (method, url) => {
        const answer = await server.app.inject({ method, url, headers: server.signedIn });
        expect(answer.statusCode).toBeLessThan(500);
      }),
      FUZZING,
    );
    expect(await kept()).toEqual(before);
  },
  FUZZING_TIMEOUT_MS,
);
