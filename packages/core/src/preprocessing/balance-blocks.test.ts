import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../random.js";
import { balanceBlocks } from "./balance-blocks.js";

/** A user column: so many blocks of user 0, of user 1, … */
const users = (...counts: number[]) => counts.flatMap((count, user) => new Array<number>(count).fill(user));

function shares(user: number[], indices: Int32Array): Map<number, number> {
  const result = new Map<number, number>();
  for (const i of indices) result.set(user[i], (result.get(user[i]) ?? 0) + 1);
  return result;
}

describe("positive balance", () => {
  test("draws as many impostor blocks, evenly from the others", () => {
    const user = users(10, 50, 50, 50);
    const { genuine, impostor } = balanceBlocks(user, {
      genuine: 0,
      balance: "positive",
      random: createRandom(1),
    });
    expect([...genuine]).toEqual(users(10).map((_, i) => i));
    expect([...shares(user, impostor).values()].sort()).toEqual([3, 3, 4]);
    expect(new Set(impostor).size).toBe(10);
  });

  test("a user with too few blocks gives them all, and the rest make up for it", () => {
    const user = users(10, 1, 50, 50);
    const { impostor } = balanceBlocks(user, { genuine: 0, balance: "positive", random: createRandom(1) });
    const counts = shares(user, impostor);
    expect(counts.get(1)).toBe(1);
    expect([counts.get(2), counts.get(3)].sort()).toEqual([4, 5]);
  });

  test("impostor blocks repeat only where all of them are too few, evenly", () => {
    const user = users(11, 2, 3);
    const { impostor } = balanceBlocks(user, { genuine: 0, balance: "positive", random: createRandom(1) });
    const times = new Map<number, number>();
    for (const i of impostor) times.set(i, (times.get(i) ?? 0) + 1);
    expect([...times.values()].sort()).toEqual([2, 2, 2, 2, 3]);
  });
});

describe("negative balance", () => {
  test("takes every impostor block, and repeats or cuts the genuine ones to their number", () => {
    const random = createRandom(1);
    const repeated = balanceBlocks(users(2, 3, 4), { genuine: 0, balance: "negative", random });
    expect([...repeated.impostor]).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect([3, 4]).toContain(repeated.genuine.filter((i) => i === 0).length);
    const cut = balanceBlocks(users(9, 1, 2), { genuine: 0, balance: "negative", random });
    expect(cut.genuine).toHaveLength(3);
    expect(new Set(cut.genuine).size).toBe(3);
  });
});

test("either balance has both sides of one length, each of the right users, and repeats from its seed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(4), { minLength: 2, maxLength: 60 }).filter((user) => new Set(user).size > 1),
      fc.constantFrom("positive" as const, "negative" as const),
      fc.integer(),
      (user, balance, seed) => {
        const genuineUser = user[0];
        const draw = () => balanceBlocks(user, { genuine: genuineUser, balance, random: createRandom(seed) });
        const { genuine, impostor } = draw();
        expect(genuine.length).toBe(impostor.length);
        expect(genuine.every((i) => user[i] === genuineUser)).toBe(true);
        expect(impostor.every((i) => user[i] !== genuineUser)).toBe(true);
        const measure = user.filter((one) => (one === genuineUser) === (balance === "positive")).length;
        expect(genuine.length).toBe(measure);
        expect(draw()).toEqual({ genuine, impostor });
      },
    ),
  );
});

test("a side without blocks is refused", () => {
  const options = { balance: "positive", random: createRandom(1) } as const;
  expect(() => balanceBlocks([1, 2], { ...options, genuine: 3 })).toThrow(/user 3 has no block/);
  expect(() => balanceBlocks([1, 1], { ...options, genuine: 1 })).toThrow(/no block is of another user/);
});
