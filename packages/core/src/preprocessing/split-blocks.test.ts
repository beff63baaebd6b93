import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../random.js";
import { type Split, splitBlocks, splitBySession, splitWithinSessions } from "./split-blocks.js";

const columns = ({ train, test }: Split) => ({ train: [...train], test: [...test] });
const order = fc.constantFrom("chronological" as const, "random" as const);
const end = fc.constantFrom("first" as const, "last" as const);

describe("splitBlocks", () => {
  test("the first blocks are the test, or the last", () => {
    expect(columns(splitBlocks(5, { test: { count: 2 } }))).toEqual({ test: [0, 1], train: [2, 3, 4] });
    const last = splitBlocks(5, { test: { share: 0.4 }, end: "last" });
    expect(columns(last)).toEqual({ train: [0, 1, 2], test: [3, 4] });
  });

  test("both sides together are every block once", () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.double({ min: 0, max: 1, noNaN: true }),
        order,
        end,
        (count, share, order, end) => {
          const split = splitBlocks(count, { test: { share }, order, end, random: createRandom(count) });
          expect(split.test).toHaveLength(Math.round(count * share));
          const all = [...split.train, ...split.test].sort((a, b) => a - b);
          expect(all).toEqual(Array.from({ length: count }, (_, i) => i));
        },
      ),
    );
  });
});

describe("splitBySession", () => {
  const session = [3, 3, 1, 1, 1, 7, 3];

  test("holds out the first or last sessions in order of appearance", () => {
    expect(columns(splitBySession(session, { test: { count: 1 } }))).toEqual({
      test: [0, 1, 6],
      train: [2, 3, 4, 5],
    });
    expect(columns(splitBySession(session, { test: { count: 2 }, end: "last" })).test).toEqual([2, 3, 4, 5]);
  });

  test("holds out named sessions", () => {
    expect(columns(splitBySession(session, { test: { sessions: [7, 1] } })).test).toEqual([2, 3, 4, 5]);
    expect(() => splitBySession(session, { test: { sessions: [2] } })).toThrow(
      /session 2 has no block; sessions are 3, 1, 7/,
    );
  });

  test("no session is on both sides, and no block is lost", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(6), { maxLength: 40 }),
        fc.nat(8),
        order,
        end,
        (session, count, order, end) => {
          const split = splitBySession(session, { test: { count }, order, end, random: createRandom(count) });
          const sessionsOf = (side: Int32Array) => new Set(Array.from(side, (i) => session[i]));
          const held = sessionsOf(split.test);
          expect(held.size).toBe(Math.min(count, new Set(session).size));
          for (const other of sessionsOf(split.train)) expect(held.has(other)).toBe(false);
          expect(split.train.length + split.test.length).toBe(session.length);
        },
      ),
    );
  });
});

describe("splitWithinSessions", () => {
  const session = [3, 3, 1, 1, 1, 7, 3];

  test("the first or last blocks of every session are the test", () => {
    expect(columns(splitWithinSessions(session, { test: { count: 1 } }))).toEqual({
      test: [0, 2],
      train: [1, 3, 4, 5, 6],
    });
    expect(columns(splitWithinSessions(session, { test: { count: 1 }, end: "last" })).test).toEqual([4, 6]);
  });

  test("a session that would be held out whole is in training", () => {
    expect(columns(splitWithinSessions(session, { test: { count: 3 } })).test).toEqual([]);
    expect(columns(splitWithinSessions([1, 1, 2, 2, 2], { test: { count: 2 } })).test).toEqual([2, 3]);
  });

  test("takes from each session what is taken from it alone, leaves every session some, and loses no block", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { maxLength: 40 }),
        fc.nat(8),
        order,
        end,
        (session, count, order, end) => {
          const split = splitWithinSessions(session, {
            test: { count },
            order,
            end,
            random: createRandom(count),
          });
          const all = [...split.train, ...split.test].sort((a, b) => a - b);
          expect(all).toEqual([...session.keys()]);
          const test = new Set(split.test);
          for (const one of new Set(session)) {
            const own = [...session.keys()].filter((i) => session[i] === one);
            const taken = own.filter((i) => test.has(i));
            expect(taken).toHaveLength(own.length > count ? count : 0);
            if (order === "random" || taken.length === 0) continue;
            expect(taken).toEqual(end === "first" ? own.slice(0, count) : own.slice(-count));
          }
        },
      ),
    );
  });
});
