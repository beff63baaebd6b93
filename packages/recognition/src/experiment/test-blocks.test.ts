import { expect, it } from "vitest";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { prepareBlocks } from "./prepare-blocks.js";
import { gatherTestBlocks } from "./test-blocks.js";

it("gathers the users' test blocks in order, with whose each is, its session and its place", () => {
  const definition = sampleDefinition('split={"by":"sessions","test":{"count":2}}');
  const { users } = prepareBlocks(sampleTraces({ sessions: 3, events: 120 }), definition);
  const test = gatherTestBlocks(users);
  expect(test.data).toEqual(Float32Array.from(users.flatMap((user) => [...user.test.data])));
  expect(test.count).toBe(users.reduce((sum, user) => sum + user.test.count, 0));
  expect([...test.user]).toEqual(users.flatMap((user, index) => Array(user.test.count).fill(index)));
  expect([...test.place]).toEqual(
    users.flatMap((user) => Array.from({ length: user.test.count }, (_, i) => i)),
  );
  expect(Array.from(test.session, (session) => test.sessionNames[session])).toEqual(
    users.flatMap((user) => Array.from(user.test.session, (session) => user.sessions[session])),
  );
  // The last two of three sessions of each of three users.
  expect(new Set(test.session)).toEqual(new Set([1, 2, 4, 5, 7, 8]));
});
