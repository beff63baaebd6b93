import { expect, it } from "vitest";
import { createGroupCommit } from "./group-commit.js";

/** A clock that stands still but when it is told, and writes that take as long as they are told. */
function setUp({ takesMs = 0 } = {}) {
  let nowMs = 1000;
  const alarms: { readonly atMs: number; readonly run: () => void }[] = [];
  const clock = {
    now: () => nowMs,
    after(ms: number, run: () => void) {
      const alarm = { atMs: nowMs + ms, run };
      alarms.push(alarm);
      return () => alarms.splice(alarms.indexOf(alarm), 1);
    },
  };
  const writes: number[][] = [];
  const commit = createGroupCommit(
    async (items: readonly number[]) => {
      writes.push([...items]);
      nowMs += takesMs;
      if (items.includes(-1)) throw new Error("no disk");
      return writes.length;
    },
    { most: 3, clock, longestRestMs: 25 },
  );
  return {
    commit,
    writes,
    async pass(ms: number) {
      nowMs += ms;
      for (const alarm of alarms.filter(({ atMs }) => atMs <= nowMs)) {
        alarms.splice(alarms.indexOf(alarm), 1);
        alarm.run();
      }
      for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it("joins what comes together, up to the most that a write takes, in order", async () => {
  const { commit, writes } = setUp();
  expect(await Promise.all([1, 2, 3, 4, 5].map((item) => commit.add(item)))).toEqual([1, 1, 1, 2, 2]);
  expect(writes).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

it("rests after a write three times as long as that took", async () => {
  const { commit, writes, pass } = setUp({ takesMs: 4 });
  await commit.add(1);
  const later = [commit.add(2), commit.add(3)];
  await pass(11);
  expect(writes).toEqual([[1]]);
  await pass(1);
  expect(writes).toEqual([[1], [2, 3]]);
  await Promise.all(later);
});

it("rests no longer than it may, and not at all when it is to become idle", async () => {
  const { commit, writes, pass } = setUp({ takesMs: 1000 });
  await commit.add(1);
  const second = commit.add(2);
  await pass(24);
  expect(writes).toHaveLength(1);
  await pass(1);
  await second;
  const third = commit.add(3);
  await pass(0);
  await commit.idle();
  expect(await third).toBe(3);
  expect(commit.waiting).toBe(0);
});

it("fails all that waited with the one that failed, and goes on", async () => {
  const { commit } = setUp();
  const all = await Promise.allSettled([1, -1, 2, 3].map((item) => commit.add(item)));
  expect(all.map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
  expect(await commit.add(4)).toBe(2);
});
