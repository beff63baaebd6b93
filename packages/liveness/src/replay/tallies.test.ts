import fc from "fast-check";
import { expect, it } from "vitest";
import { createTallies } from "./tallies.js";

it("counts as a map does, keeps the window that voted first, and forgets when cleared", () => {
  const tallies = createTallies();
  const vote = fc.record({
    track: fc.nat(900),
    how: fc.nat(3),
    window: fc.nat(),
    votes: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(vote, { maxLength: 1500, size: "max" }), (votes) => {
      tallies.clear();
      const expected = new Map<string, number[]>();
      for (const { track, how, window, votes: some } of votes) {
        tallies.vote(track, how, window, some);
        const known = expected.get(`${track}/${how}`);
        if (known === undefined) expected.set(`${track}/${how}`, [track, how, window, some]);
        else known[3] += some;
      }
      const counted = Array.from({ length: tallies.count }, (_, place) => [
        tallies.track(place),
        tallies.how(place),
        tallies.window(place),
        tallies.votes(place),
      ]);
      expect(counted).toEqual([...expected.values()]);
    }),
    { numRuns: 15 },
  );
});

it("passes over what it has no room for", () => {
  const tallies = createTallies();
  for (let track = 0; track < 20_000; track++) tallies.vote(track, 0, 0, 1);
  tallies.vote(3, 0, 0, 1);
  expect(tallies.count).toBe(16_384);
  expect(tallies.votes(3)).toBe(2);
});
