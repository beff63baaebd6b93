import fc from "fast-check";
import { expect, test } from "vitest";

test("a property is tried with the same values in every run, unless another seed is asked for", () => {
  const { seed } = fc.readConfigureGlobal();
  expect(seed).toBe(Number(process.env.PROPERTY_SEED ?? 1));
  const drawn = () => {
    const values: number[] = [];
    fc.assert(fc.property(fc.nat(), (value) => values.push(value) > 0));
    return values;
  };
  expect(drawn()).toEqual(drawn());
  expect(new Set(drawn()).size).toBeGreaterThan(10);
});
