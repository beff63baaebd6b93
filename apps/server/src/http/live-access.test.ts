/** Who may record: the live routes with the tokens, keys and sessions of the real server. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { newToken } from "./access/secrets.js";
import { createSessionTokens } from "./access/session-token.js";
import { rightBatches, writeEnvelope } from "./testing/nonsense-bytes.js";
import { createTestServer, createWorld, type TestServer, type World } from "./testing/test-server.js";

const [batch] = rightBatches as [Uint8Array];

let server: TestServer;
let world: World;
let host: string;
let session: string;
let otherSession: string;

beforeAll(async () => {
  server = await createTestServer();
  world = await createWorld(server);
  const other = await createWorld(server);
  session = await begin(world);
  otherSession = await begin(other);
  host = await server.listen();
});
afterAll(() => server.close());

async function begin({ project }: World): Promise<string> {
  const settings = { label: null, purpose: "recognition", subject: null } as const;
  return (await server.context.store.sessions.create(project, settings)).id;
}

const inAnHour = () => new Date(Date.now() + 3_600_000);
const anHourAgo = () => new Date(Date.now() - 3_600_000);

interface Visit {
  readonly session: string;
  readonly token: string;
  readonly origin?: string;
}

/** The routes of docs/wire-format.md; each says the status it was refused with, a socket's code as a status. */
const ROUTES: Readonly<Record<string, (visit: Visit) => Promise<number>>> = {
  batches: async ({ token, ...visit }) =>
    inject("batches", visit, batch, token === "" ? {} : { authorization: `Bearer ${token}` }),
  beacon: async ({ token, ...visit }) => inject("beacon", visit, writeEnvelope(token, [batch]), {}),
  socket: ({ session: id, token, origin }) => {
    const protocols = token === "" ? ["wristprint.v1"] : ["wristprint.v1", `token.${token}`];
    const socket = new WebSocket(`ws://${host}/live/sessions/${id}/socket`, protocols, { origin });
    socket.on("open", () => socket.send(batch));
    socket.on("message", () => socket.close(1000));
    socket.on("error", () => {});
    return new Promise((resolve) => socket.on("close", (code) => resolve(code === 1000 ? 200 : code - 4000)));
  },
};

async function inject(
  route: string,
  { session: id, origin }: Omit<Visit, "token">,
  bytes: Uint8Array,
  headers: Record<string, string>,
): Promise<number> {
  const answer = await server.app.inject({
    method: "POST",
    url: `/live/sessions/${id}/${route}`,
    headers: { ...headers, ...(origin !== undefined && { origin }), host },
    payload: Buffer.from(bytes),
  });
  return answer.statusCode;
}

describe.each(Object.entries(ROUTES))("%s", (_name, visit) => {
  it("is refused without a token, and with one that nobody made", async () => {
    const forged = createSessionTokens(newToken(), Date.now).sign(session, inAnHour());
    for (const token of ["", "a", forged]) expect(await visit({ session, token })).toBe(401);
  });

  it("is refused with an API key in a token's place: pages never hold one", async () => {
    expect(await visit({ session, token: world.secret })).toBe(401);
  });

  it("is refused with another project's session's token, and with one that is too old", async () => {
    const { tokens } = server.context;
    expect(await visit({ session, token: tokens.sign(otherSession, inAnHour()) })).toBe(401);
    expect(await visit({ session, token: tokens.sign(session, anHourAgo()) })).toBe(401);
  });

  it("is refused to pages that the project does not list", async () => {
    const token = server.context.tokens.sign(session, inAnHour());
    expect(await visit({ session, token, origin: "https://evil.example" })).toBe(403);
  });

  it("is refused for a session that was erased or has ended", async () => {
    const { store, engine, tokens } = server.context;
    const [erased, ended] = [await begin(world), await begin(world)];
    await store.sessions.erase(world.project, erased);
    const found = await store.sessions.find(ended);
    if (found) await engine.end(found);
    for (const id of [erased, ended]) {
      expect(await visit({ session: id, token: tokens.sign(id, inAnHour()) })).toBe(404);
    }
  });

  it("keeps nothing of what it refused, and takes what is right", async () => {
    const { store, tokens } = server.context;
    expect(await store.recordings.batches(session)).toEqual([]);
    const own = await begin(world);
    const taken = await visit({ session: own, token: tokens.sign(own, inAnHour()) });
    expect([200, 204]).toContain(taken);
    expect(await store.recordings.batches(own)).toHaveLength(1);
  });
});
