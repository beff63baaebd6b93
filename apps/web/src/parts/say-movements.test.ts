import { expect, it } from "vitest";
import { sayChance } from "./say-movements.js";

it.each([
  [0, "less than 0.1 %"],
  [0.004, "0.4 %"],
  [0.25, "25 %"],
  [0.995, "99.5 %"],
  [1, "more than 99.9 %"],
])("says %d as %s", (probability, words) => {
  expect(sayChance(probability)).toBe(words);
});
