import type { FeedMessage } from "@wristprint/api";
import { expect, it } from "vitest";
import { createTestServer, createWorld } from "./http/testing/test-server.js";
import { startRetention, sweepOnce } from "./retention.js";

const DAY_MS = 86_400_000;

it("erases what its project has kept long enough, says so, and leaves the rest", async () => {
  const server = await createTestServer();
  const { store, engine, feed } = server.context;
  const { project, subject, session: going } = await createWorld(server);
  const { items } = await store.sessions.list(project, { limit: 10, subject });
  const session = items[0];
  if (session === undefined) throw new Error("the enrolled session expected");
  await engine.end(session);
  const endedAt = (await store.sessions.find(session.id))?.endedAt?.getTime() ?? 0;
  await store.console.addLogin({ tokenHash: "of a browser", expiresAt: new Date(endedAt + 1000) });
  const heard: FeedMessage[] = [];
  feed.listen(project, (message) => heard.push(message));

  // The world's project keeps for a day.
  await sweepOnce({ ...server.context, clock: () => endedAt + DAY_MS });
  expect(await store.sessions.find(session.id)).toBeDefined();
  expect(await store.console.hasLogin("of a browser", new Date(endedAt))).toBe(false);

  const end = startRetention({ ...server.context, clock: () => endedAt + DAY_MS + 1 }, (error) => {
    throw error;
  });
  await end();
  expect(await store.sessions.find(session.id)).toBeUndefined();
  expect(await store.recordings.blocks(session.id)).toEqual([]);
  expect(await store.sessions.find(going)).toBeDefined();
  expect(await store.enrolments.ofSubject(project, subject)).toMatchObject([{ session: null }]);
  expect(heard).toContainEqual({ type: "erased", kind: "session", id: session.id });
  const audit = (await store.audit.list(project, { limit: 1 })).items;
  const entry = { actor: "server", action: "session.expired", target: `session ${session.id}` };
  expect(audit).toMatchObject([entry]);
  await server.close();
});

it("tells of a sweep that failed, and ends in order all the same", async () => {
  const errors: unknown[] = [];
  const failing = { sweepLogins: () => Promise.reject(new Error("no database")) };
  const context = { store: { console: failing }, clock: () => 0 } as never;
  await startRetention(context, (error) => errors.push(error))();
  expect(errors).toMatchObject([{ message: "no database" }]);
});
