import fc from "fast-check";
import { expect, it } from "vitest";
import { naturalOrder } from "./natural-order.js";

it("counts the numbers in names as numbers", () => {
  const names = ["user100", "user12", "user7", "user", "a10b2", "a10b10", "a9b30"];
  expect(names.sort(naturalOrder)).toEqual([
    "a9b30",
    "a10b2",
    "a10b10",
    "user",
    "user7",
    "user12",
    "user100",
  ]);
});

it("is a total order: equal only for equal names, and the reverse of itself turned round", () => {
  const name = fc.stringMatching(/^[a-b0-2]{0,6}$/);
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(naturalOrder(a, b) === 0).toBe(a === b);
      expect(Math.sign(naturalOrder(a, b))).toBe(-Math.sign(naturalOrder(b, a)) + 0);
      if (naturalOrder(a, b) <= 0 && naturalOrder(b, c) <= 0)
        expect(naturalOrder(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
