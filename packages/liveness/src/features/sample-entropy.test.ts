import { expect, it } from "vitest";
import { sampleEntropy } from "./sample-entropy.js";

it("is what counting pairs by hand gives", () => {
  // Templates of two: (1,2) (2,1) (1,2) (2,1) (1,2); each of the 3 + 1 alike pairs among the first four stays alike.
  expect(sampleEntropy(Float64Array.of(1, 2, 1, 2, 1, 2), 0.2)).toBeCloseTo(0, 12);
  // (0,0) at 0, 1 and 5 with next values 0, 5 and 5; (5,…) at 3: pairs alike 3, of which one stays so.
  expect(sampleEntropy(Float64Array.of(0, 0, 0, 5, 9, 0, 0, 5), 0.2)).toBeCloseTo(Math.log(3), 12);
});

it("has none for a series that does not vary", () => {
  expect(sampleEntropy(new Float64Array(20).fill(3), 0.2)).toBeNaN();
});
