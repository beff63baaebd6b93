/** What lies before and around the endpoints: limits, proxies, the console's files, health and figures. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, InjectOptions } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createServer } from "./create-server.js";
import type { Recogniser } from "./http/context.js";
import type { HttpSettings } from "./http/http-settings.js";
import { createLiveEngine } from "./live/create-live-engine.js";
import type { LiveEngine } from "./live/live-engine.js";
import { card, createSmallEmbedder } from "./live/testing/small-model.js";
import type { Store } from "./store/store.js";
import { openNewStore } from "./store/testing/pglite-snapshot.js";
import { withFolder } from "./store/testing/with-folder.js";

const PASSWORD = "a long enough password";
const PAGE = { accept: "text/html,application/xhtml+xml" };
const HERE = { host: "localhost:80" };

interface Parts {
  readonly settings?: Partial<HttpSettings>;
  readonly store?: Store;
  readonly recogniser?: Recogniser;
}

const predictor = { address: "http://127.0.0.1:1", healthy: true, outstanding: 0 };
const model = { ...card, card, smallestReference: 5 };
let store: Store;
let engine: LiveEngine;

/** A server on the tests' store, for as long as the use of it lasts. */
async function withServer(
  { settings = {}, recogniser = { model, predictors: [predictor] }, ...parts }: Parts,
  use: (app: FastifyInstance) => Promise<void>,
): Promise<void> {
  const { app } = await createServer({
    store,
    engine,
    recogniser,
    clock: Date.now,
    version: "0.0.0",
    setupCode: "the-code",
    settings: { processMetrics: false, passwordCost: { logN: 4, r: 8, p: 1 }, ...settings },
    log: { level: "silent" },
    ...parts,
  });
  await use(app);
  await app.close();
}

/** As a browser does it, on this machine unless told otherwise. */
function signIn(app: FastifyInstance, options: InjectOptions = {}) {
  const headers = { ...HERE, origin: "http://localhost:80", ...options.headers };
  const url = "/v1/console/login";
  return app.inject({ method: "POST", url, payload: { password: PASSWORD }, ...options, headers });
}

beforeAll(async () => {
  store = await openNewStore();
  engine = createLiveEngine({ store, embedder: createSmallEmbedder() });
  await withServer({}, async (app) => {
    expect((await signIn(app, { url: "/v1/console/setup" })).statusCode).toBeLessThan(300);
  });
});
afterAll(async () => {
  await engine.close();
  await store.close();
});

it("answers an address that calls too often with 429, and others as before", async () => {
  await withServer({ settings: { requestsPerMinute: 3 } }, async (app) => {
    const call = async (remoteAddress: string, url = "/health") =>
      (await app.inject({ url, remoteAddress })).statusCode;
    expect(await call("192.0.2.1")).toBe(200);
    expect(await call("192.0.2.1")).toBe(200);
    expect(await call("192.0.2.1", "/v1/projects")).toBe(401);
    const refused = await app.inject({ url: "/health", remoteAddress: "192.0.2.1" });
    expect(refused.statusCode).toBe(429);
    expect(refused.headers["content-type"]).toContain("application/problem+json");
    expect(refused.json()).toMatchObject({ code: "too-many-requests" });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(await call("192.0.2.2")).toBe(200);
    // What pages send has bounds of its own: this one is refused for want of a token.
    const live = { method: "POST", remoteAddress: "192.0.2.1", url: "/live/sessions/x/batches" } as const;
    expect((await app.inject({ ...live, payload: Buffer.from([1]) })).statusCode).toBe(401);
  });
});

it("lets nobody guess at the password any more after some tries, not even rightly", async () => {
  await withServer({ settings: { loginsPerMinute: 2 } }, async (app) => {
    const guess = async (password: string, remoteAddress: string) =>
      (await signIn(app, { payload: { password }, remoteAddress })).statusCode;
    expect(await guess("a wrong password", "192.0.2.1")).toBe(403);
    expect(await guess("another wrong one", "192.0.2.1")).toBe(403);
    expect(await guess(PASSWORD, "192.0.2.1")).toBe(429);
    expect(await guess(PASSWORD, "192.0.2.2")).toBeLessThan(300);
    expect((await app.inject({ url: "/health", remoteAddress: "192.0.2.1" })).statusCode).toBe(200);
  });
});

it("believes what a proxy says of a caller only where it trusts the proxy", async () => {
  const through = async (app: FastifyInstance, proxy: string, from: string) => {
    const headers = {
      origin: "https://prints.example",
      "x-forwarded-for": from,
      "x-forwarded-proto": "https",
      "x-forwarded-host": "prints.example",
    };
    return await signIn(app, { remoteAddress: proxy, headers });
  };
  await withServer({ settings: { trustedProxies: ["10.0.0.1"], loginsPerMinute: 1 } }, async (app) => {
    const first = await through(app, "10.0.0.1", "192.0.2.1");
    expect(first.statusCode).toBeLessThan(300);
    expect(first.headers["set-cookie"]).toContain("; Secure");
    // Each caller behind the proxy has a limit of its own.
    expect((await through(app, "10.0.0.1", "192.0.2.2")).statusCode).toBeLessThan(300);
    expect((await through(app, "10.0.0.1", "192.0.2.1")).statusCode).toBe(429);
    // A stranger's word counts for nothing: neither the origin's host nor who it comes from.
    const stranger = await through(app, "192.0.2.66", "192.0.2.3");
    expect([stranger.statusCode, stranger.json().code]).toEqual([403, "wrong-origin"]);
    expect((await through(app, "192.0.2.66", "192.0.2.4")).statusCode).toBe(429);
    const headers = { "x-forwarded-proto": "https" };
    const plain = await signIn(app, { remoteAddress: "192.0.2.67", headers });
    expect(plain.statusCode).toBeLessThan(300);
    expect(plain.headers["set-cookie"]).not.toContain("Secure");
  });
});

it("serves the console's page for each of its paths, and for nothing else", async () => {
  await withFolder(async (folder) => {
    const consoleFolder = join(folder, "site");
    mkdirSync(join(consoleFolder, "assets"), { recursive: true });
    writeFileSync(join(folder, "secret"), "a secret");
    writeFileSync(join(consoleFolder, "index.html"), "<title>the console</title>");
    writeFileSync(join(consoleFolder, "assets", "app-1a2b.js"), "let a;");
    await withServer({ settings: { consoleFolder } }, async (app) => {
      for (const url of ["/", "/people", "/sessions/17?tab=a", "/v1x"]) {
        const page = await app.inject({ url, headers: PAGE });
        expect(page.body, url).toBe("<title>the console</title>");
        expect(page.headers["cache-control"], url).toBe("no-cache");
        expect(page.headers["content-security-policy"], url).toContain("script-src 'self'");
      }
      const asset = await app.inject({ url: "/assets/app-1a2b.js" });
      expect(asset.body).toBe("let a;");
      expect(asset.headers["cache-control"]).toContain("immutable");
      const strays: InjectOptions[] = [
        { url: "/people" },
        { url: "/people", method: "POST", headers: PAGE },
        ...["/assets/app-9.js", "/v1/nothing", "/live/x", "/ready/x"].map((url) => ({ url, headers: PAGE })),
      ];
      for (const stray of strays) {
        const answer = await app.inject(stray);
        expect(answer.statusCode, JSON.stringify(stray)).toBe(404);
        expect(answer.json(), JSON.stringify(stray)).toMatchObject({ code: "missing" });
      }
      for (const url of ["/../secret", "/%2e%2e/secret", "/assets/..%2f..%2fsecret", "/%00"]) {
        const answer = await app.inject({ url });
        expect(answer.statusCode, url).toBeGreaterThanOrEqual(400);
        expect(answer.statusCode, url).toBeLessThan(500);
      }
    });
  });
});

it("is ready while the database and a predictor answer, and healthy all the time", async () => {
  const ready = async (parts: Parts) => {
    let told: object = {};
    await withServer(parts, async (app) => {
      expect((await app.inject("/health")).json()).toEqual({ status: "ok" });
      const answer = await app.inject("/ready");
      told = { status: answer.statusCode, ...(answer.json() as object) };
    });
    return told;
  };
  const all = { status: 200, ready: true, database: true, predictor: true, closing: false };
  const not = { ...all, status: 503, ready: false };
  expect(await ready({})).toEqual(all);
  const untold = { model: null, predictors: [predictor] };
  expect(await ready({ recogniser: untold })).toEqual({ ...not, predictor: false });
  const ill = { model, predictors: [{ ...predictor, healthy: false }] };
  expect(await ready({ recogniser: ill })).toEqual({ ...not, predictor: false });
  const broken = { ...store, ping: () => Promise.reject(new Error("gone")) };
  expect(await ready({ store: broken })).toEqual({ ...not, database: false });
});

it("tells its figures to this machine alone, and names nobody in them", async () => {
  const id = "0190a6b0-0000-7000-8000-00000000abcd";
  await withServer({}, async (app) => {
    await app.inject(`/v1/projects/${id}`);
    await app.inject(`/nothing-of-that-name?${id}`);
    const figures = await app.inject({ url: "/metrics", headers: HERE });
    expect(figures.headers["content-type"]).toContain("text/plain");
    expect(figures.body).toContain(
      'wristprint_http_request_seconds_count{method="GET",route="/v1/projects/:project",status="401"} 1',
    );
    expect(figures.body).toContain("wristprint_healthy_predictors 1");
    expect(figures.body).toContain("wristprint_live_sessions 0");
    for (const unwanted of [id, "nothing-of-that-name"]) expect(figures.body).not.toContain(unwanted);
    const strangers: InjectOptions[] = [
      { headers: HERE, remoteAddress: "192.0.2.1" },
      { headers: { host: "evil.example" } },
      { headers: { ...HERE, "x-forwarded-for": "192.0.2.1" } },
    ];
    for (const stranger of strangers) {
      expect((await app.inject({ url: "/metrics", ...stranger })).statusCode).toBe(401);
    }
  });
});

it("tells its figures to whoever has the token, and then to nobody without", async () => {
  await withServer({ settings: { metricsToken: "a-token-of-16-letters" } }, async (app) => {
    const ask = async (headers: Record<string, string>) =>
      (await app.inject({ url: "/metrics", headers, remoteAddress: "192.0.2.1" })).statusCode;
    expect(await ask({ authorization: "Bearer a-token-of-16-letters" })).toBe(200);
    expect(await ask({ authorization: "Bearer another-of-16-letters" })).toBe(401);
    expect((await app.inject({ url: "/metrics", headers: HERE })).statusCode).toBe(401);
  });
});
