import fc from "fast-check";
import { expect, it } from "vitest";
import { testRandom } from "../testing/random.js";
import { holdOut, setApart } from "./hold-out.js";

const labels = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 60 })
  .map((list) => Int32Array.from(list));
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it("puts every example into one part, in ascending order", () => {
  fc.assert(
    fc.property(labels, share, fc.integer(), (all, part, seed) => {
      const { training, validation } = holdOut(all, part, testRandom(seed));
      expect([...training, ...validation].sort((a, b) => a - b)).toEqual([...all.keys()]);
      expect([...training]).toEqual([...training].sort((a, b) => a - b));
      expect([...validation]).toEqual([...validation].sort((a, b) => a - b));
    }),
  );
});

it("holds out the same share of every class, rounded down", () => {
  fc.assert(
    fc.property(labels, share, (all, part) => {
      const { validation } = holdOut(all, part, testRandom("share"));
      for (const label of new Set(all)) {
        const members = all.filter((other) => other === label).length;
        const held = validation.filter((index) => all[index] === label).length;
        expect(held).toBe(Math.floor(members * part));
      }
    }),
  );
});

it("draws by the seed, not by the place", () => {
  const all = new Int32Array(40);
  const one = holdOut(all, 0.25, testRandom("a"));
  expect(holdOut(all, 0.25, testRandom("a"))).toEqual(one);
  expect(holdOut(all, 0.25, testRandom("b"))).not.toEqual(one);
});

it.each([-0.1, 1, Number.NaN])("refuses a share of %d", (part) => {
  expect(() => holdOut(Int32Array.of(0), part, testRandom(1))).toThrow(
    expect.objectContaining({ code: "option" }),
  );
});

it("sets apart what is named, each once, and leaves the rest", () => {
  const { training, validation } = setApart(6, Int32Array.of(4, 1, 4));
  expect([[...training], [...validation]]).toEqual([
    [0, 2, 3, 5],
    [1, 4],
  ]);
});

it.each([[[6]], [[-1]], [[0, 1, 2, 3, 4, 5]]])("refuses to set apart %j of six", (indices) => {
  expect(() => setApart(6, Int32Array.from(indices))).toThrow(expect.objectContaining({ code: "option" }));
});
