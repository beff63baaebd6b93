import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { StoredSession } from "../store/store.js";
import { createLiveEngine } from "./create-live-engine.js";
import type { LiveEngine } from "./live-engine.js";
import { serveLive } from "./serve-live.js";
import { encodeBatch } from "./testing/encode-batch.js";
import { createMemoryStore, type MemoryStore, memoryId, PROJECT } from "./testing/memory-store.js";
import { cutBatches, moveHand } from "./testing/moving-hand.js";
import { createSmallEmbedder } from "./testing/small-model.js";

const SHOP = "https://shop.example";
const ten = cutBatches(
  1,
  moveHand("ada", 100),
  Array.from({ length: 9 }, (_, i) => 10 * (i + 1)),
);

let store: MemoryStore;
let engine: LiveEngine;
let app: FastifyInstance;
let session: StoredSession;
let base: string;

beforeEach(async () => {
  store = createMemoryStore();
  session = store.addSession();
  engine = createLiveEngine({
    store,
    embedder: createSmallEmbedder(),
    limits: { eventsPerSession: 1000, retryMs: 1 },
  });
  app = fastify();
  await app.register(serveLive, {
    prefix: "/live",
    engine,
    findSession: store.sessions.find,
    checkToken: (id, token) => (token === `for-${id}` ? "ok" : token === "old" ? "expired" : "unknown"),
    originAllowed: (project, origin) => project === PROJECT && origin === SHOP,
    socketsPerSession: 3,
    batchesAtOnce: 4,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  base = `127.0.0.1:${(app.server.address() as AddressInfo).port}/live/sessions`;
});
afterEach(async () => {
  await app.close();
  await engine.close();
});

const tokenOf = ({ id }: StoredSession) => `for-${id}`;

interface Visit {
  readonly token?: string;
  readonly origin?: string;
  readonly protocols?: string[];
}

function connect(id = session.id, { token = tokenOf(session), origin = SHOP, protocols }: Visit = {}) {
  const offered = protocols ?? ["wristprint.v1", `token.${token}`];
  const socket = new WebSocket(`ws://${base}/${id}/socket`, offered, { origin });
  const heard: number[] = [];
  const scored: number[] = [];
  socket.on("message", (data) => {
    const said = JSON.parse(String(data)) as { acknowledged?: number; scored?: number };
    if (said.acknowledged !== undefined) heard.push(said.acknowledged);
    if (said.scored !== undefined) scored.push(said.scored);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
  });
  // A close says why.
  socket.on("error", () => {});
  const opened = new Promise<void>((resolve) => socket.once("open", resolve));
  return { socket, heard, scored, closed, opened };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}

function post(bytes: Uint8Array, headers: Record<string, string> = {}, id = session.id) {
  return fetch(`http://${base}/${id}/batches`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${tokenOf(session)}`,
      "content-type": "application/octet-stream",
      origin: SHOP,
      ...headers,
    },
    body: bytes.slice(),
  });
}

function envelope(token: string, batches: readonly Uint8Array[]): Uint8Array {
  const lengthOf = (bytes: Uint8Array) => [bytes.length & 255, bytes.length >> 8, ...bytes];
  const parts = [new TextEncoder().encode(token), ...batches].flatMap(lengthOf);
  return Uint8Array.from([1, ...parts]);
}

it("takes batches over a WebSocket in order, and acknowledges each once it is kept", async () => {
  const { socket, heard, opened, closed } = connect();
  await opened;
  expect(socket.protocol).toBe("wristprint.v1");
  for (const bytes of ten) socket.send(bytes);
  await until(() => heard.at(-1) === 10);
  expect(store.kept.batches).toHaveLength(10);
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
  socket.close();
  await closed;
  // Another connection begins with what the page has had no word of.
  const again = connect();
  await again.opened;
  again.socket.send(ten[9]);
  await until(() => again.heard.at(-1) === 10);
  expect(store.kept.batches).toHaveLength(10);
});

it("says how many blocks are scored, as they are", async () => {
  const { socket, scored, opened } = connect();
  const times: number[] = [];
  engine.watchDecisionTimes((ms) => times.push(ms));
  await engine.resume();
  await opened;
  for (const bytes of ten) socket.send(bytes);
  await until(() => store.kept.blocks.length > 5 && engine.waitingBlocks === 0);
  await until(() => scored.at(-1) === store.kept.blocks.length);
  expect(scored).toEqual([...scored].sort((a, b) => a - b));
  expect(times).toHaveLength(store.kept.blocks.length);
  expect(times.every((ms) => ms >= 0)).toBe(true);
});

it("says one acknowledgement for many batches where they come faster than they are kept", async () => {
  const { socket, heard, opened } = connect();
  await opened;
  const many = cutBatches(
    1,
    moveHand("ada", 400),
    Array.from({ length: 399 }, (_, i) => i + 1),
  );
  for (const bytes of many) socket.send(bytes);
  await until(() => heard.at(-1) === 400);
  expect(heard.length).toBeLessThan(400);
});

const other = memoryId(0xffff);
it.each<[string, number, [string | undefined, Visit?]]>([
  ["no token", 4401, [undefined, { protocols: ["wristprint.v1"] }]],
  ["a wrong token", 4401, [undefined, { token: "wrong" }]],
  ["an expired token", 4401, [undefined, { token: "old" }]],
  ["another origin", 4403, [undefined, { origin: "https://elsewhere.example" }]],
  ["a session that is none", 4404, ["nobody"]],
  ["a session that is gone", 4404, [other, { token: `for-${other}` }]],
])("closes a WebSocket with its code: %s", async (_name, code, [id, options]) => {
  expect((await connect(id, options).closed).code).toBe(code);
});

it.each<[string, number, (string | Uint8Array)[]]>([
  ["a text", 4400, ["hello"]],
  ["bytes that are no batch", 4400, [Uint8Array.of(1, 2, 3)]],
  ["an empty message", 4400, [new Uint8Array(0)]],
  ["a number above the next", 4404, [ten[1]]],
  ["a second recording on one socket", 4400, [ten[0], encodeBatch(2, 1, moveHand("bob", 3))]],
  ["more events than a session may have", 4413, [encodeBatch(1, 1, moveHand("ada", 1001))]],
])("closes a WebSocket over what it brings, and keeps nothing of it: %s", async (_name, code, messages) => {
  const { socket, opened, closed } = connect();
  await opened;
  for (const message of messages) socket.send(message);
  expect((await closed).code).toBe(code);
  expect(store.kept.batches).toHaveLength(messages.length - 1);
});

it("closes a WebSocket whose session ends", async () => {
  const { socket, heard, opened, closed } = connect();
  await opened;
  socket.send(ten[0]);
  await until(() => heard.length === 1);
  await engine.end(session);
  socket.send(ten[1]);
  expect((await closed).code).toBe(4404);
});

it("holds WebSockets of a session to a number, and lets go of those that closed", async () => {
  const three = [connect(), connect(), connect()];
  await Promise.all(three.map(({ opened }) => opened));
  expect((await connect().closed).code).toBe(4429);
  three[0].socket.close();
  await three[0].closed;
  // The server hears of the close after the page: until then there is no room.
  for (let letIn = false; !letIn; ) {
    const next = connect();
    let closedWith: number | undefined;
    next.closed.then(({ code }) => {
      closedWith = code;
    });
    await next.opened;
    next.socket.send(ten[0]);
    await until(() => next.heard.at(-1) === 1 || closedWith !== undefined);
    expect([undefined, 4429]).toContain(closedWith);
    letIn = closedWith === undefined;
  }
});

it("takes one batch in a request, and lets pages of other origins read the answer", async () => {
  const preflight = await fetch(`http://${base}/${session.id}/batches`, {
    method: "OPTIONS",
    headers: { origin: SHOP, "access-control-request-method": "POST" },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization, content-type");
  await engine.resume();
  const answer = await post(ten[0]);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(await answer.json()).toEqual({ acknowledged: 1, flushAt: expect.any(Number) });
  expect(await (await post(ten[0])).json()).toEqual({ acknowledged: 1 });
});

it("refuses requests by status, readable for the page, and keeps nothing", async () => {
  const refused: [number, Promise<Response>][] = [
    [400, post(Uint8Array.of(1, 2))],
    [400, post(new Uint8Array(0))],
    [401, post(ten[0], { authorization: "" })],
    [401, post(ten[0], { authorization: "Bearer wrong" })],
    [403, post(ten[0], { origin: "https://elsewhere.example" })],
    [404, post(ten[1])],
    [404, post(ten[0], {}, "..%2Fx")],
    [413, post(encodeBatch(1, 1, moveHand("ada", 1001)))],
    [413, post(new Uint8Array(65_537))],
  ];
  for (const [status, answer] of refused) {
    const { headers, status: told } = await answer;
    expect(told).toBe(status);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);
  }
  expect(store.kept.batches).toEqual([]);
});

it("takes the beacon of a page that is left, beside what its socket brings", async () => {
  const { socket, heard, opened } = connect();
  await opened;
  for (const bytes of ten.slice(0, 6)) socket.send(bytes);
  const send = (body: Uint8Array) =>
    fetch(`http://${base}/${session.id}/beacon`, {
      method: "POST",
      headers: { origin: SHOP },
      body: body.slice(),
    });
  await until(() => heard.at(-1) === 6);
  const both = await Promise.all([
    send(envelope(tokenOf(session), ten.slice(4))),
    send(envelope(tokenOf(session), ten.slice(6))),
  ]);
  expect(both.map(({ status }) => status)).toEqual([204, 204]);
  expect(store.kept.batches.map(({ sequence }) => sequence)).toEqual(ten.map((_, i) => i + 1));
  expect((await send(envelope("wrong", ten))).status).toBe(401);
  expect((await send(envelope("", ten))).status).toBe(401);
  expect((await send(Uint8Array.of(9))).status).toBe(400);
});

it("tells a page to try again while the server closes", async () => {
  await engine.close();
  const answer = await post(ten[0]);
  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).toBe("1");
  const { socket, opened, closed } = connect();
  await opened;
  socket.send(ten[0]);
  expect((await closed).code).toBe(4429);
});
