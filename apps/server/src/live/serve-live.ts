import fastifyWebsocket from "@fastify/websocket";
import { CoreError, decodeEnvelope, LIVE_LIMITS } from "@wristprint/core";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { admit, type LiveAccess } from "./live-access.js";
import { type LiveClock, systemLiveClock } from "./live-clock.js";
import type { LiveEngine } from "./live-engine.js";
import { serveLiveSocket } from "./live-socket.js";
import { readBatch } from "./read-batch.js";
import { AccessRefusal, problemOf, refusalOf } from "./refusal-status.js";

export interface ServeLiveOptions extends LiveAccess {
  readonly engine: Pick<LiveEngine, "take" | "watchScored">;
  readonly clock?: LiveClock;
  /** WebSockets of one session; 32 unless told. */
  readonly socketsPerSession?: number;
  /** Batches of one WebSocket on their way to the store; 64 unless told. */
  readonly batchesAtOnce?: number;
  /** 30 s unless told. */
  readonly pingMs?: number;
}

type SessionRequest = FastifyRequest<{ Params: { session: string } }>;

const PROTOCOL = "wristprint.v1";
const TOKEN_PROTOCOL = "token.";
/** Seconds that a browser may keep a preflight's answer. */
const PREFLIGHT_AGE_S = 600;

/**
 * The live endpoint of docs/wire-format.md, as a fastify plug-in: register it under the prefix that pages are given
 * as `endpoint`, such as `/live`. Where `@fastify/websocket` is registered already, that one is used; its `maxPayload`
 * should be `LIVE_LIMITS.batchBytes` or more, what is larger than a batch is refused here.
 */
export async function serveLive(app: FastifyInstance, options: ServeLiveOptions): Promise<void> {
  const { engine, clock = systemLiveClock } = options;
  const { socketsPerSession = 32, batchesAtOnce = 64, pingMs = 30_000 } = options;
  const open = new Map<string, number>();

  if (!app.hasDecorator("websocketServer")) {
    await app.register(fastifyWebsocket, {
      options: {
        maxPayload: LIVE_LIMITS.batchBytes,
        handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
      },
    });
  }
  // Whatever it is called, or not called at all, a body is bytes.
  app.removeAllContentTypeParsers();
  const parser = { parseAs: "buffer", bodyLimit: LIVE_LIMITS.envelopeBytes } as const;
  app.addContentTypeParser("*", parser, (_request, body, done) => done(null, body));

  app.setErrorHandler((error: { readonly statusCode?: number; readonly message: string }, request, reply) => {
    const { statusCode = 500 } = error;
    const refusal =
      statusCode >= 400 && statusCode < 500
        ? { status: statusCode, code: "malformed", detail: error.message }
        : refusalOf(error);
    if (refusal.status >= 500) request.log.error(error);
    if (refusal.status === 429) reply.header("retry-after", "1");
    // Here too: a body may be refused before its route is asked.
    allowPages(reply);
    return reply.code(refusal.status).type("application/problem+json").send(problemOf(refusal));
  });

  app.options("/sessions/:session/batches", (_request, reply) =>
    allowPages(reply)
      .header("access-control-allow-methods", "POST")
      .header("access-control-allow-headers", "authorization, content-type")
      .header("access-control-max-age", String(PREFLIGHT_AGE_S))
      .code(204)
      .send(),
  );

  app.post("/sessions/:session/batches", async (request: SessionRequest, reply) => {
    allowPages(reply);
    const token = /^Bearer ([\w.~-]{1,1024})$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const session = await admit(options, { ...sourceOf(request), token });
    let flushAt: number | undefined;
    const acknowledged = await engine.take(session, bodyOf(request), {
      onFlushAt(events) {
        flushAt = events;
      },
    });
    return reply.header("cache-control", "no-store").send({ acknowledged, flushAt });
  });

  app.post("/sessions/:session/beacon", async (request: SessionRequest, reply) => {
    const { token, batches } = readEnvelope(bodyOf(request));
    const session = await admit(options, { ...sourceOf(request), token });
    // First all are looked at: of a body that is refused as malformed nothing is kept.
    for (const bytes of batches) readBatch(bytes);
    // All at once: they are numbered in order as they are handed in, and kept in one commit.
    await Promise.all(batches.map((bytes) => engine.take(session, bytes)));
    return reply.code(204).send();
  });

  app.get("/sessions/:session/socket", { websocket: true }, (socket, request: SessionRequest) => {
    const { session } = request.params;
    const others = open.get(session) ?? 0;
    open.set(session, others + 1);
    socket.once("close", () => {
      const left = (open.get(session) ?? 1) - 1;
      if (left > 0) open.set(session, left);
      else open.delete(session);
    });
    const admitted =
      others < socketsPerSession
        ? admitSocket(request)
        : Promise.reject(new AccessRefusal(429, "busy", `${socketsPerSession} sockets are open`));
    const log = (message: string, error: unknown) => request.log.warn({ err: error }, message);
    void serveLiveSocket(socket, admitted, { engine, clock, batchesAtOnce, pingMs, log });
  });

  async function admitSocket(request: SessionRequest) {
    const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((one) => one.trim());
    if (!offered.includes(PROTOCOL)) {
      throw new AccessRefusal(400, "malformed", `the subprotocol ${PROTOCOL} expected`);
    }
    const token = offered.find((one) => one.startsWith(TOKEN_PROTOCOL))?.slice(TOKEN_PROTOCOL.length) ?? "";
    return admit(options, { ...sourceOf(request), token });
  }
}

/**
 * Pages of any origin may read the answers: they hold nothing but a number or a reason, and go by no cookie. Which
 * origins may record is checked with the request itself, so that a page is told when it may not.
 */
function allowPages(reply: FastifyReply): FastifyReply {
  return reply.header("access-control-allow-origin", "*");
}

function sourceOf(request: SessionRequest) {
  const { origin, host } = request.headers;
  return { session: request.params.session, origin, host };
}

function bodyOf({ body }: FastifyRequest): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new AccessRefusal(400, "malformed", "a body expected, got none");
}

function readEnvelope(bytes: Uint8Array) {
  try {
    return decodeEnvelope(bytes);
  } catch (error) {
    if (error instanceof CoreError) throw new AccessRefusal(400, "malformed", error.message);
    throw error;
  }
}
