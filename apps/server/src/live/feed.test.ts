import type { FeedMessage } from "@wristprint/api";
import { expect, it } from "vitest";
import { createFeed } from "./feed.js";

function setUp(limits: { feedMs: number; feedPerSecond: number }) {
  const rests: number[] = [];
  const alarms: (() => void)[] = [];
  const clock = {
    now: () => 0,
    after(ms: number, run: () => void) {
      rests.push(ms);
      alarms.push(run);
      return () => {};
    },
  };
  const feed = createFeed(clock, limits);
  const told: string[] = [];
  feed.listen("p", (message) => told.push((message as { id: string }).id));
  const change = (session: string, id = session) =>
    feed.changed("p", session, () => ({ type: "erased", kind: "session", id }) satisfies FeedMessage);
  const ring = () => {
    for (const alarm of alarms.splice(0)) alarm();
  };
  return { change, told, rests, ring };
}

it("tells of a change at once, and of those that follow together when it has rested", () => {
  const { change, told, ring } = setUp({ feedMs: 300, feedPerSecond: 500 });
  change("a", "first");
  change("a", "second");
  change("a", "third");
  change("b");
  expect(told).toEqual(["first", "b"]);
  ring();
  expect(told).toEqual(["first", "b", "third"]);
});

it("rests longer where many sessions change, so that a console hears of so many a second", () => {
  const { change, rests } = setUp({ feedMs: 300, feedPerSecond: 100 });
  for (let i = 0; i < 80; i++) change(`session ${i}`);
  expect(rests.slice(0, 30).every((ms) => ms === 300)).toBe(true);
  expect(rests[79]).toBe(790);
});
