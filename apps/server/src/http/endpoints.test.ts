import { type EndpointName, problem } from "@wristprint/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newApiKey } from "./access/secrets.js";
import { endpointOf as endpoint, inputOf, ENDPOINT_NAMES as names } from "./testing/endpoint-inputs.js";
import {
  createTestServer,
  createWorld,
  PASSWORD,
  type TestServer,
  type World,
} from "./testing/test-server.js";

const limited = names.filter((name) => endpoint(name).access !== "public");
const ofProject = names.filter((name) => endpoint(name).access === "project");
/** Those that name something of a project, in their path or body. */
const crossing = limited.filter((name) => {
  const ofA = { project: "", subject: "a", session: "a", enrolment: "a", key: "a", webhook: "a", secret: "" };
  const { body } = inputOf(name, ofA);
  return /\{.*\{/.test(endpoint(name).path) || Object.values(body ?? {}).includes("a");
});
const changing = limited.filter((name) => endpoint(name).method !== "GET");

let server: TestServer;
let world: World;
let other: World;
let revoked: string;

beforeAll(async () => {
  server = await createTestServer();
  world = await createWorld(server);
  other = await createWorld(server);
  const { secret, start, hash } = newApiKey();
  const key = await server.context.store.keys.create(world.project, { name: "old", start, hash });
  await server.context.store.keys.revoke(world.project, key.id, new Date());
  revoked = secret;
});
afterAll(() => server.close());

/** What changes something has a world of its own. */
async function worldFor(name: EndpointName): Promise<World> {
  return endpoint(name).method === "GET" ? world : createWorld(server);
}

/** The password is chosen already, and signing out would end what the others go by: both have tests below. */
const called = names.filter((name) => name !== "setUp" && name !== "signOut");

describe("an endpoint called rightly", () => {
  it.each(called)("%s answers what its schema says", async (name) => {
    const own = await worldFor(name);
    const answer = await server.call(name, { ...inputOf(name, own), headers: server.signedIn });
    expect(answer.json, JSON.stringify(answer.json)).toEqual(
      endpoint(name).status === 204 ? undefined : endpoint(name).answer.parse(answer.json),
    );
    expect(answer.status).toBe(endpoint(name).status);
  });

  it.each(ofProject)("%s answers a key of the project", async (name) => {
    const own = await worldFor(name);
    const headers = { authorization: `Bearer ${own.secret}` };
    const answer = await server.call(name, { ...inputOf(name, own), headers });
    expect(answer.status).toBe(endpoint(name).status);
  });
});

describe("an endpoint called by somebody who may not", () => {
  async function refused(name: EndpointName, headers: Record<string, string>) {
    const answer = await server.call(name, { ...inputOf(name, world), headers });
    expect(answer.type).toContain("application/problem+json");
    expect(problem.parse(answer.json).status).toBe(answer.status);
    return answer.status;
  }

  it.each(limited)("%s is refused without a key or cookie", async (name) => {
    expect(await refused(name, {})).toBe(401);
  });

  it.each(limited)("%s is refused with a key that nobody has, or another scheme", async (name) => {
    expect(await refused(name, { authorization: `Bearer wp_${"A".repeat(43)}` })).toBe(401);
    expect(await refused(name, { authorization: "Basic d3A6" })).toBe(401);
  });

  it.each(limited)("%s is refused with a cookie that nobody has", async (name) => {
    const cookie = `wristprint-console=${"A".repeat(43)}`;
    expect(await refused(name, { ...server.signedIn, cookie })).toBe(401);
  });

  it.each(limited)("%s is refused with another project's key", async (name) => {
    const status = await refused(name, { authorization: `Bearer ${other.secret}` });
    expect(status).toBe(endpoint(name).access === "console" ? 403 : 404);
  });

  it.each(changing)("%s is refused to other sites' pages, which the cookie came along with", async (name) => {
    const { cookie } = server.signedIn;
    expect(await refused(name, { cookie, origin: "https://evil.example" })).toBe(403);
    expect(await refused(name, { cookie })).toBe(403);
  });

  it.each(limited)("%s is refused with a revoked key", async (name) => {
    expect(await refused(name, { authorization: `Bearer ${revoked}` })).toBe(401);
  });

  it.each(crossing)("%s finds nothing of another project below its own", async (name) => {
    const { access } = endpoint(name);
    const headers = access === "console" ? server.signedIn : { authorization: `Bearer ${world.secret}` };
    const input = inputOf(name, { ...other, project: world.project });
    const answer = await server.call(name, { ...input, headers });
    expect(answer).toMatchObject({ status: 404, json: { code: "missing" } });
  });

  it("lists nothing of another project's person below its own", async () => {
    const headers = { authorization: `Bearer ${world.secret}` };
    const query = { subject: other.subject };
    const answer = await server.call("listSessions", { params: { ...world }, query, headers });
    expect(answer).toMatchObject({ status: 200, json: { items: [] } });
  });

  it("has changed nothing by any of this", async () => {
    const { store } = server.context;
    for (const { project, subject, session, enrolment, key, webhook } of [world, other]) {
      expect(await store.subjects.get(project, subject)).toBeDefined();
      expect(await store.sessions.get(project, session)).toMatchObject({ endedAt: null });
      expect(await store.enrolments.ofSubject(project, subject)).toMatchObject([{ id: enrolment }]);
      expect(await store.keys.list(project)).toContainEqual(
        expect.objectContaining({ id: key, revokedAt: null }),
      );
      expect(await store.webhooks.list(project)).toMatchObject([{ id: webhook }]);
    }
  });
});

describe("the console's password", () => {
  it("is chosen once", async () => {
    const answer = await server.call("setUp", { body: { password: "another password", code: "the-code" } });
    expect(answer).toMatchObject({ status: 409, json: { code: "set-up-already" } });
  });

  it("is chosen from elsewhere with the code alone, even where the name is made to lead here", async () => {
    const body = { password: "another password" };
    const headers = { host: "rebound.example" };
    const answer = await server.call("setUp", { body, headers });
    expect(answer).toMatchObject({ status: 403, json: { code: "wrong-code" } });
    const behindProxy = await server.call("setUp", { body, headers: { "x-forwarded-for": "192.0.2.1" } });
    expect(behindProxy.status).toBe(403);
  });

  it("opens with itself alone, and the cookie ends with signing out", async () => {
    expect((await server.call("signIn", { body: { password: "not the password" } })).status).toBe(403);
    const answer = await server.app.inject({
      method: "POST",
      url: "/v1/console/login",
      payload: { password: PASSWORD },
    });
    const set = String(answer.headers["set-cookie"]);
    expect(set).toMatch(/; HttpOnly; SameSite=Strict$/);
    const headers = { ...server.signedIn, cookie: set.split(";")[0] ?? "" };
    expect((await server.call("serverState", { headers })).status).toBe(200);
    expect((await server.call("signOut", { headers })).status).toBe(204);
    expect((await server.call("serverState", { headers })).status).toBe(401);
  });
});

describe("what is no call", () => {
  const headers = () => ({ authorization: `Bearer ${world.secret}` });

  it("is refused where it is not JSON, of another type, or too large", async () => {
    const params = { ...world };
    const call = (body: string, type: string) =>
      server.call("createSubject", { params, body, headers: { ...headers(), "content-type": type } });
    expect(await call("{", "application/json")).toMatchObject({ status: 400, json: { code: "bad-json" } });
    expect(await call('{"__proto__":{}}', "application/json")).toMatchObject({ status: 400 });
    expect(await call("name=a", "application/x-www-form-urlencoded")).toMatchObject({
      status: 415,
      json: { code: "not-json" },
    });
    const large = JSON.stringify({ name: "a".repeat(70_000) });
    expect(await call(large, "application/json")).toMatchObject({ status: 413, json: { code: "too-large" } });
  });

  it("is not found where nothing is served", async () => {
    const answer = await server.app.inject({ method: "PUT", url: `/v1/projects/${world.project}` });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: "missing" });
  });
});
