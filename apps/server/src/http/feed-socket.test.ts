import { feedMessage } from "@wristprint/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createTestServer, createWorld, type TestServer, type World } from "./testing/test-server.js";

let server: TestServer;
let world: World;
let host: string;

beforeAll(async () => {
  server = await createTestServer();
  world = await createWorld(server);
  host = await server.listen();
});
afterAll(() => server.close());

/** A socket that has opened, or the status it was refused with. */
function connect(headers: Record<string, string>, project = world.project): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://${host}/v1/projects/${project}/feed`, { headers });
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
    socket.once("error", reject);
  });
}

function own(): Record<string, string> {
  return { cookie: server.signedIn.cookie, origin: `http://${host}` };
}

it("is refused without a cookie, to other sites' pages, to keys, and for no project", async () => {
  const { cookie } = server.signedIn;
  expect(await connect({ origin: `http://${host}` })).toBe(401);
  expect(await connect({ cookie, origin: "https://evil.example" })).toBe(403);
  expect(await connect({ cookie })).toBe(403);
  expect(await connect({ authorization: `Bearer ${world.secret}` })).toBe(403);
  expect(await connect(own(), "0190a6b0-0000-7000-8000-000000000001")).toBe(404);
});

it("tells a console what is erased, and says goodbye when the server restarts", async () => {
  const socket = await connect(own());
  if (typeof socket === "number") throw new Error(`refused with ${socket}`);
  const erased = new Promise((resolve) => {
    socket.on("message", (data) => {
      const message = feedMessage.parse(JSON.parse(String(data)));
      if (message.type === "erased") resolve(message);
    });
  });
  const headers = { authorization: `Bearer ${world.secret}` };
  expect((await server.call("eraseSession", { params: { ...world }, headers })).status).toBe(204);
  expect(await erased).toEqual({ type: "erased", kind: "session", id: world.session });
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await server.app.close();
  expect(await closed).toBe(1012);
});
