/** The HTTP server, put together from what it is handed: nothing here starts a process or opens a database. */
import { randomBytes } from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import websocket from "@fastify/websocket";
import { LIVE_LIMITS } from "@wristprint/core";
import { type FastifyInstance, fastify } from "fastify";
import type { WebSocketServer } from "ws";
import { LIVE_PREFIX, liveAccess } from "./http/access/live-access.js";
import type { RandomBytes } from "./http/access/secrets.js";
import { newToken } from "./http/access/secrets.js";
import { createSessionTokens } from "./http/access/session-token.js";
import { answerProblems } from "./http/answer-problems.js";
import type { Recogniser, ServerContext } from "./http/context.js";
import { serveDocs } from "./http/docs-page.js";
import { createFeed } from "./http/feed.js";
import { serveFeed } from "./http/feed-socket.js";
import { serveHealth } from "./http/health.js";
import { DEFAULT_HTTP_SETTINGS, type HttpSettings } from "./http/http-settings.js";
import { type LogSettings, logOptions } from "./http/log-options.js";
import { type Metrics, serveMetrics } from "./http/metrics.js";
import { HttpProblem } from "./http/problem.js";
import { serveEndpoints } from "./http/routes.js";
import { CONTENT_SECURITY_POLICY } from "./http/security-headers.js";
import { serveStaticFiles } from "./http/static-files.js";
import type { LiveEngine } from "./live/live-engine.js";
import { serveLive } from "./live/serve-live.js";
import type { Store } from "./store/store.js";

export interface ServerParts {
  readonly store: Store;
  readonly engine: LiveEngine;
  readonly recogniser: Recogniser;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly random?: RandomBytes;
  readonly settings?: Partial<HttpSettings>;
  readonly version: string;
  /** Needed to choose the console's password from another machine. */
  readonly setupCode: string;
  readonly log: LogSettings;
}

export interface WristprintServer {
  readonly app: FastifyInstance;
  readonly context: ServerContext;
  readonly metrics: Metrics;
}

/** Of those that a page offers besides its token; see docs/wire-format.md. */
const LIVE_PROTOCOL = "wristprint.v1";
/** How long a WebSocket may take to say goodbye. */
const GOODBYE_MS = 1_000;
/** The close code for a server that restarts (RFC 6455's registry): clients connect again. */
const SERVICE_RESTART = 1012;

export async function createServer(parts: ServerParts): Promise<WristprintServer> {
  const settings = { ...DEFAULT_HTTP_SETTINGS, ...parts.settings };
  const { store, engine, recogniser, clock, random = randomBytes, version, setupCode } = parts;
  const secret = await store.console.secret("session-tokens", () => newToken(random));
  const tokens = createSessionTokens(secret, clock);
  const feed = createFeed(engine);
  const context = { store, engine, recogniser, settings, tokens, feed, clock, random, version, setupCode };

  const app = fastify({
    logger: logOptions(parts.log),
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  });
  answerProblems(app);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    referrerPolicy: { policy: "no-referrer" },
    // Browsers heed it over https alone.
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
  });
  await app.register(rateLimit, {
    max: settings.requestsPerMinute,
    timeWindow: "1 minute",
    // What pages send has bounds of its own, and one address may stand for a whole company.
    allowList: (request) => request.url.startsWith("/live/"),
    errorResponseBuilder: (_, { after }) =>
      new HttpProblem(429, "too-many-requests", `too many calls from this address: try again in ${after}`),
  });
  await app.register(websocket, {
    options: {
      maxPayload: LIVE_LIMITS.batchBytes,
      handleProtocols: (offered) => (offered.has(LIVE_PROTOCOL) ? LIVE_PROTOCOL : false),
    },
    preClose(done) {
      const { websocketServer } = app as FastifyInstance & { websocketServer: WebSocketServer };
      sayGoodbye(websocketServer).then(() => done());
    },
  });
  const metrics = serveMetrics(app, context);
  serveHealth(app, context);
  serveDocs(app, version);
  serveFeed(app, context);
  await app.register(async (scope) => serveEndpoints(scope, context));
  await app.register(serveLive, { prefix: LIVE_PREFIX, engine, ...liveAccess(context) });
  await serveStaticFiles(app, settings);
  return { app, context, metrics };
}

/** Closes every WebSocket so that clients connect again, and those that do not answer by force. */
async function sayGoodbye(server: WebSocketServer): Promise<void> {
  const clients = [...server.clients];
  const gone = clients.map((client) => new Promise((resolve) => client.once("close", resolve)));
  for (const client of clients) client.close(SERVICE_RESTART, "the server restarts");
  const timer = setTimeout(() => {
    for (const client of clients) client.terminate();
  }, GOODBYE_MS);
  await Promise.all(gone);
  clearTimeout(timer);
  server.close();
}
