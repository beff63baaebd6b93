/** The HTTP side over a real store in memory and the real live side, with a small projection for an encoder. */
import type { AddressInfo } from "node:net";
import { ENDPOINTS, type EndpointName } from "@wristprint/api";
import type { InjectOptions } from "fastify";
import { createServer, type WristprintServer } from "../../create-server.js";
import { createLiveEngine } from "../../live/create-live-engine.js";
import { cutBatches, moveHand } from "../../live/testing/moving-hand.js";
import { card, createSmallEmbedder } from "../../live/testing/small-model.js";
import { openNewStore } from "../../store/testing/pglite-snapshot.js";
import { newApiKey } from "../access/secrets.js";
import type { HttpSettings } from "../http-settings.js";

/** As the injector names the server. */
export const ORIGIN = "http://localhost:80";
export const PASSWORD = "a long enough password";

export interface TestServer extends WristprintServer {
  /** Of the console's cookie. */
  readonly signedIn: { readonly cookie: string; readonly origin: string };
  call(name: EndpointName, input: CallOptions): Promise<CallResult>;
  /** Serves on a port that is free. @returns host and port */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CallResult {
  readonly status: number;
  readonly type: string;
  readonly json: unknown;
}

export async function createTestServer(settings: Partial<HttpSettings> = {}): Promise<TestServer> {
  const store = await openNewStore();
  const embedder = createSmallEmbedder();
  const engine = createLiveEngine({ store, embedder });
  const { name, version, comparison } = card;
  const model = { name, version, card, smallestReference: comparison.smallestReference };
  const predictors = [{ address: "http://127.0.0.1:1", healthy: true, outstanding: 0 }];
  const server = await createServer({
    store,
    engine,
    recogniser: { model, predictors },
    clock: Date.now,
    version: "0.0.0",
    setupCode: "the-code",
    settings: {
      processMetrics: false,
      requestsPerMinute: 1e6,
      loginsPerMinute: 1e6,
      passwordCost: { logN: 4, r: 8, p: 1 },
      ...settings,
    },
    log: { level: "silent" },
  });
  const call: TestServer["call"] = async (endpoint, { params = {}, query, body, headers = {} }) => {
    const { method, path } = ENDPOINTS[endpoint];
    const url = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ""));
    const options: InjectOptions = { method, url, headers: { ...headers } };
    if (query !== undefined) options.query = { ...query };
    if (body !== undefined) {
      options.payload = typeof body === "string" ? body : JSON.stringify(body);
      options.headers = { "content-type": "application/json", ...headers };
    }
    const answer = await server.app.inject(options);
    const json: unknown = answer.body === "" ? undefined : JSON.parse(answer.body);
    return { status: answer.statusCode, type: String(answer.headers["content-type"] ?? ""), json };
  };
  const setup = await server.app.inject({
    method: "POST",
    url: "/v1/console/setup",
    payload: { password: PASSWORD },
    headers: { host: "localhost:80" },
  });
  const cookie = String(setup.headers["set-cookie"]).split(";")[0] ?? "";
  return {
    ...server,
    signedIn: { cookie, origin: ORIGIN },
    call,
    async listen() {
      await server.app.listen({ host: "127.0.0.1", port: 0 });
      return `127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
    },
    async close() {
      await server.app.close();
      await engine.close();
      await store.close();
    },
  };
}

export interface World {
  readonly project: string;
  readonly subject: string;
  readonly session: string;
  readonly enrolment: string;
  readonly key: string;
  readonly secret: string;
  readonly webhook: string;
}

let worlds = 0;

/** A project with a person, an enrolment of theirs, a recorded session, a key and a webhook. */
export async function createWorld({ context }: TestServer): Promise<World> {
  const { store, engine } = context;
  worlds += 1;
  const { id: project } = await store.projects.create({
    name: `World ${worlds}`,
    settings: {
      fmr: 0.05,
      retentionDays: 1,
      keepEvents: true,
      findReplays: true,
      origins: [],
      enrolmentBlocks: 5,
    },
  });
  const { secret, start, hash } = newApiKey();
  const key = await store.keys.create(project, { name: "server", start, hash });
  const subject = await store.subjects.create(project, "person-1");
  const enrolled = await record(subject.id);
  const signature = await engine.signature(enrolled);
  if (signature === undefined) throw new Error("the recording gave no block");
  const model = { name: card.name, version: card.version };
  const enrolment = await store.enrolments.create(project, {
    subject: subject.id,
    session: enrolled.id,
    model,
    ...signature,
  });
  engine.referencesChanged(project);
  const session = await record(null);
  const webhook = await store.webhooks.create(project, {
    url: "https://example.com/hook",
    events: ["verification"],
    secret: "whsec_x",
  });
  return {
    project,
    secret,
    subject: subject.id,
    session: session.id,
    enrolment: enrolment.id,
    key: key.id,
    webhook: webhook.id,
  };

  async function record(subjectId: string | null) {
    const session = await store.sessions.create(project, {
      label: null,
      purpose: "recognition",
      subject: subjectId,
    });
    for (const bytes of cutBatches(7, moveHand(session.id, 400), [150])) await engine.take(session, bytes);
    for (;;) {
      const { blocks = 0, scored = 0 } = engine.progress(session.id) ?? {};
      if (blocks > 0 && scored === blocks) return session;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
