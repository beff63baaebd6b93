/**
 * What pages send, against nonsense: the binary format as a request, a beacon and a WebSocket's messages, and bytes
 * that are no WebSocket frames or no HTTP. `CASES=1000 npx vitest run …/live-fuzz.test.ts` tries more of it.
 */
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import { FUZZING, FUZZING_TIMEOUT_MS } from "./testing/nonsense.js";
import { rightBatches, wrongBatch, wrongEnvelope, wrongToken } from "./testing/nonsense-bytes.js";
import { createTestServer, createWorld, type TestServer, type World } from "./testing/test-server.js";

let server: TestServer;
let world: World;
let host: string;
/** Begun for each test, so that nothing was kept for it before. */
let session: string;
let token: string;

beforeAll(async () => {
  server = await createTestServer();
  world = await createWorld(server);
  host = await server.listen();
});
afterAll(() => server.close());

beforeEach(async () => {
  const call = { params: { ...world }, body: {}, headers: server.signedIn };
  const { json } = await server.call("createSession", call);
  ({ session, token } = json as { session: string; token: string });
});

// Whatever came before: nothing of it was kept, and the server goes on.
afterEach(async () => {
  const { recordings } = server.context.store;
  expect(await recordings.batches(session)).toEqual([]);
  expect(await post("batches", rightBatches[0] as Uint8Array)).toBe(200);
  expect(await recordings.batches(session)).toHaveLength(1);
});

async function post(route: "batches" | "beacon", bytes: Uint8Array, shown = token): Promise<number> {
  const answer = await server.app.inject({
    method: "POST",
    url: `/live/sessions/${session}/${route}`,
    headers: { authorization: `Bearer ${shown}`, "content-type": "application/octet-stream" },
    payload: Buffer.from(bytes),
  });
  return answer.statusCode;
}

/** The code that a WebSocket is closed with, over what it brings. */
function closeCode(
  path: string,
  protocols: string[],
  messages: readonly (string | Uint8Array)[],
  options: ClientOptions = {},
): Promise<number> {
  const socket = new WebSocket(`ws://${host}${path}`, protocols, options);
  socket.on("open", () => {
    for (const message of messages) socket.send(message);
  });
  // A close says why.
  socket.on("error", () => {});
  return new Promise((resolve) => socket.on("close", resolve));
}

const livePath = () => `/live/sessions/${session}/socket`;
const offer = (shown = token) => ["wristprint.v1", `token.${shown}`];

/** A property with as many cases as are asked for, and the time for them. */
function holds<T>(name: string, cases: () => fc.Arbitrary<T>, check: (value: T) => Promise<void>): void {
  it(name, () => fc.assert(fc.asyncProperty(cases(), check), FUZZING), FUZZING_TIMEOUT_MS);
}

holds(
  "a request that brings no batch is refused",
  () => wrongBatch,
  async (bytes) => {
    expect([400, 404, 413]).toContain(await post("batches", bytes));
  },
);

holds(
  "a beacon that brings no envelope, or a batch that is none, is refused with all that it brings",
  () => wrongEnvelope(token),
  async (bytes) => {
    expect([400, 401, 404, 413]).toContain(await post("beacon", bytes));
  },
);

holds(
  "a request with a token that is none is refused",
  () => wrongToken(token),
  async (other) => {
    expect(await post("batches", rightBatches[0] as Uint8Array, other)).toBe(401);
  },
);

holds(
  "a WebSocket that brings no batch is closed, and so is one that brings text",
  () => fc.array(fc.oneof(wrongBatch, fc.string()), { minLength: 1, maxLength: 3 }),
  async (messages) => {
    // 1009: larger than a message may be.
    expect([4400, 4404, 1009]).toContain(await closeCode(livePath(), offer(), messages));
  },
);

holds(
  "a WebSocket with a token that is none is closed",
  () => wrongToken(token),
  async (other) => {
    expect(await closeCode(livePath(), offer(other), [rightBatches[0] as Uint8Array])).toBe(4401);
  },
);

holds(
  "the console's feed is closed over whatever it is sent",
  () => fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string()),
  async (message) => {
    const headers = { ...server.signedIn, origin: `http://${host}` };
    const path = `/v1/projects/${world.project}/feed`;
    expect(await closeCode(path, [], [message], { headers })).toBe(1008);
  },
);

/** Sends bytes past every library, and waits until the connection is closed. */
function sendRaw(...parts: readonly (string | Uint8Array)[]): Promise<void> {
  const [hostname, port] = host.split(":") as [string, string];
  const socket = connect(Number(port), hostname, () => {
    for (const part of parts) socket.write(part);
    socket.end();
  });
  socket.on("error", () => {});
  socket.resume();
  return new Promise((resolve) => socket.on("close", () => resolve()));
}

holds(
  "bytes that are no WebSocket frames close the connection",
  () => fc.uint8Array({ minLength: 1, maxLength: 300 }),
  async (bytes) => {
    const upgrade = [
      `GET ${livePath()} HTTP/1.1`,
      `Host: ${host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      `Sec-WebSocket-Protocol: ${offer().join(", ")}`,
    ];
    await sendRaw(`${upgrade.join("\r\n")}\r\n\r\n`, bytes);
  },
);

holds(
  "bytes that are no HTTP close the connection",
  () =>
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 100 }).map((text) => `GET /${text}\r\n\r\n`),
    ),
  async (bytes) => {
    await sendRaw(bytes);
  },
);
