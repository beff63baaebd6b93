import fc from "fast-check";
import { expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { partImpostors } from "./part-impostors.js";

const names = (count: number) => Array.from({ length: count }, (_, user) => `user${user}`);
const circle = fc.record({
  count: fc.integer({ min: 3, max: 12 }),
  trainingShare: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  seed: fc.integer(),
});

it("parts all others in two, of one size for all models, neither of them empty", () => {
  fc.assert(
    fc.property(circle, ({ count, trainingShare, seed }) => {
      const parts = partImpostors(names(count), { trainingShare }, seed);
      const sizes = new Set(parts.map(({ training }) => training.length));
      expect(sizes.size).toBe(1);
      parts.forEach(({ training, test }, owner) => {
        expect(Math.min(training.length, test.length)).toBeGreaterThan(0);
        const all = [owner, ...training, ...test].sort((a, b) => a - b);
        expect(all).toEqual(names(count).map((_, user) => user));
      });
    }),
  );
});

it("leaves everybody unseen by equally many models", () => {
  fc.assert(
    fc.property(circle, ({ count, trainingShare, seed }) => {
      const parts = partImpostors(names(count), { trainingShare }, seed);
      const unseenBy = names(count).map((_, user) => parts.filter(({ test }) => test.includes(user)).length);
      expect(new Set(unseenBy)).toEqual(new Set([parts[0]?.test.length]));
    }),
  );
});

it("learns from the share asked for, rounded", () => {
  const learntFrom = (trainingShare: number) =>
    partImpostors(names(11), { trainingShare }, 1)[0]?.training.length;
  expect([0.01, 0.34, 0.5, 0.76, 0.99].map(learntFrom)).toEqual([1, 3, 5, 8, 9]);
});

it("is drawn by the seed, and not by the order of the users", () => {
  const users = names(10);
  const told = (order: readonly string[], seed: number) =>
    Object.fromEntries(
      partImpostors(order, { trainingShare: 0.5 }, seed).map(({ training }, owner) => [
        order[owner],
        training.map((user) => order[user]).sort(),
      ]),
    );
  expect(told(users, 1)).toEqual(told([...users].reverse(), 1));
  expect(told(users, 1)).not.toEqual(told(users, 2));
});

it("refuses two users, of whom none could be both learnt from and unseen", () => {
  expect(() => partImpostors(["ann", "bob"], { trainingShare: 0.5 }, 1)).toThrow(
    new RecognitionError(
      "not-enough-data",
      "impostors: at least 3 users are needed, for one to be learnt from and one to be unseen, the data holds 2",
    ),
  );
});
