import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averageConsecutive } from "./average-consecutive.js";

const plain = (result: ReturnType<typeof averageConsecutive>) => ({
  scores: [...result.scores],
  first: [...result.first],
  length: [...result.length],
});

describe("averageConsecutive", () => {
  const scores = [1, 3, 5, 7, 9, 2, 4];
  const user = [0, 0, 0, 0, 0, 1, 1];

  test("groups don't cross users; what is too little for a group is dropped", () => {
    const result = averageConsecutive(scores, { blocks: 2, user });
    expect(plain(result)).toEqual({ scores: [2, 6, 3], first: [0, 2, 5], length: [2, 2, 2] });
  });

  test("or kept as a group of its own", () => {
    const result = averageConsecutive(scores, { blocks: 2, user, remainder: "keep" });
    expect(plain(result)).toEqual({ scores: [2, 6, 9, 3], first: [0, 2, 4, 5], length: [2, 2, 1, 2] });
  });

  test("groups don't cross sessions where these are given", () => {
    const session = [0, 1, 1, 1, 2, 2, 2];
    const result = averageConsecutive(scores, { blocks: 2, user, session });
    expect(plain(result)).toEqual({ scores: [4, 3], first: [1, 5], length: [2, 2] });
  });

  test("infinitely many blocks are a whole session", () => {
    const session = [0, 1, 1, 1, 1, 1, 1];
    const result = averageConsecutive(scores, { blocks: Infinity, user, session });
    expect(plain(result)).toEqual({ scores: [1, 6, 3], first: [0, 1, 5], length: [1, 4, 2] });
  });

  test("averages each column of [rows, columns]", () => {
    const result = averageConsecutive([1, 10, 3, 20], { blocks: 2, columns: 2, user: [0, 0] });
    expect([...result.scores]).toEqual([2, 15]);
  });

  test("nothing gives nothing", () => {
    expect(plain(averageConsecutive([], { blocks: 3, user: [] }))).toEqual({
      scores: [],
      first: [],
      length: [],
    });
  });

  test("one block changes nothing; kept groups hold every row once, of one user", () => {
    const rows = fc.array(fc.tuple(fc.integer(), fc.nat(2), fc.nat(2)), { maxLength: 40 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 6 }), (rows, blocks) => {
        const scores = rows.map(([score]) => score);
        const user = rows.map(([, user]) => user);
        const session = rows.map(([, , session]) => session);
        expect([...averageConsecutive(scores, { blocks: 1, user, session }).scores]).toEqual(scores);
        const { first, length } = averageConsecutive(scores, { blocks, user, session, remainder: "keep" });
        let next = 0;
        first.forEach((start, group) => {
          expect(start).toBe(next);
          next += length[group];
          expect(length[group]).toBeLessThanOrEqual(blocks);
          expect(new Set(user.slice(start, next)).size).toBe(1);
          expect(new Set(session.slice(start, next)).size).toBe(1);
        });
        expect(next).toBe(rows.length);
      }),
    );
  });

  test.each([
    [{ blocks: 0, user: [0, 0] }, "out-of-range"],
    [{ blocks: 1.5, user: [0, 0] }, "out-of-range"],
    [{ blocks: 1, columns: 0, user: [0, 0] }, "out-of-range"],
    [{ blocks: 1, columns: 3, user: [0, 0] }, "shape-mismatch"],
    [{ blocks: 1, user: [0] }, "length-mismatch"],
    [{ blocks: 1, user: [0, 0], session: [0] }, "length-mismatch"],
  ])("%j is refused as %s", (options, code) => {
    expect(() => averageConsecutive([1, 2], options)).toThrow(expect.objectContaining({ code }));
  });
});
