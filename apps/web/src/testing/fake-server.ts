import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ENDPOINTS, type EndpointName, feedMessage } from "@wristprint/api";
import { decodeBatch } from "@wristprint/core";
import { type WebSocket, WebSocketServer } from "ws";
import { FakeProblem, fakeAnswers, populate } from "./fake-answers.js";
import { addBlock, createFakeState, type FakeState } from "./fake-state.js";

/** The built console, and answers made up by the contract's own schemas; on loopback. */
export interface FakeServer {
  readonly url: string;
  readonly state: FakeState;
  close(): Promise<void>;
}

/** As strict as it can be: whatever a page needs beyond this is a mistake. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const SITE = fileURLToPath(new URL("../../dist/site", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
/** Events that make a block here. */
const BLOCK_EVENTS = 60;

export async function startFakeServer({ populated }: { populated: boolean }): Promise<FakeServer> {
  const state = createFakeState(7);
  if (populated) populate(state);
  const followers = new Set<WebSocket>();
  const tell = (message: object) => {
    const text = JSON.stringify(feedMessage.parse(message));
    for (const follower of followers) follower.send(text);
  };
  const answers = fakeAnswers(state, tell);

  const http = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (!pathname.startsWith("/v1/")) {
      const file = join(SITE, pathname === "/" ? "index.html" : pathname);
      if (!file.startsWith(SITE) || !existsSync(file)) return void response.writeHead(404).end();
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      return void response
        .writeHead(200, { "content-type": type, "content-security-policy": POLICY })
        .end(readFileSync(file));
    }
    try {
      const { status, answer } = take(request.method ?? "", pathname, searchParams, await readBody(request));
      response.writeHead(status, { "content-type": "application/json" });
      response.end(answer === undefined ? undefined : JSON.stringify(answer));
    } catch (error) {
      const { status, code } = error instanceof FakeProblem ? error : { status: 400, code: "invalid" };
      const document = {
        type: "about:blank",
        title: "Refused",
        status,
        detail: String((error as Error).message),
        code,
      };
      response
        .writeHead(status, { "content-type": "application/problem+json" })
        .end(JSON.stringify(document));
    }
  });

  function take(method: string, path: string, search: URLSearchParams, body: unknown) {
    for (const [name, endpoint] of Object.entries(ENDPOINTS)) {
      const pattern = new RegExp(`^${endpoint.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
      const found = pattern.exec(path);
      if (endpoint.method !== method || found === null) continue;
      if (endpoint.access !== "public" && !state.signedIn)
        throw new FakeProblem(401, "signed_out", "sign in first");
      const request = {
        params: endpoint.params.parse({ ...found.groups }),
        query: endpoint.query.parse(Object.fromEntries(search)),
        body: endpoint.body.parse(body) ?? {},
      };
      const answer = answers[name as EndpointName](request as Parameters<(typeof answers)[EndpointName]>[0]);
      return { status: endpoint.status, answer: endpoint.answer.parse(answer) };
    }
    throw new FakeProblem(404, "not_found", "no such endpoint");
  }

  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => "wristprint.v1" });
  http.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (connection) => {
      const live = /^\/live\/sessions\/([^/]+)\/socket$/.exec(request.url ?? "");
      if (live === null) {
        followers.add(connection);
        connection.on("close", () => followers.delete(connection));
        return;
      }
      connection.on("message", (data: Buffer) => receive(String(live[1]), data, connection));
    });
  });

  function receive(id: string, data: Buffer, connection: WebSocket) {
    const batch = decodeBatch(data);
    const made = state.sessions.get(id);
    if (made === undefined) return connection.close(4404);
    const { session } = made;
    const events = session.events + batch.tMs.length;
    made.session = { ...session, status: "live", batches: session.batches + 1, events };
    const mover = session.subject?.id ?? [...state.subjects.keys()][0] ?? "nobody";
    while (made.blocks.length < Math.floor(events / BLOCK_EVENTS)) addBlock(state, made, mover);
    connection.send(JSON.stringify({ acknowledged: batch.sequence }));
    tell({ type: "session", session: made.session });
  }

  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    state,
    async close() {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text === "" ? undefined : JSON.parse(text);
}
