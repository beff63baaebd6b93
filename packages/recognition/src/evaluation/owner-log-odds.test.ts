import fc from "fast-check";
import { expect, it } from "vitest";
import { ownerLogOdds } from "./owner-log-odds.js";

it("is ln(p / (1 − p)) of probabilities that add up to 1", () => {
  const row = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(row, fc.nat(), (weights, at) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const scores = weights.map((weight) => weight / sum);
      const owner = at % scores.length;
      const p = scores[owner] as number;
      expect(ownerLogOdds(scores, scores.length, owner)[0]).toBeCloseTo(Math.log(p / (1 - p)), 9);
    }),
  );
});

it("tells blocks apart that are surer than 32 bits tell from 1, and is finite for all", () => {
  const scores = new Float32Array([1, 1e-9, 1, 1e-11, 1, 0, 0, 1]);
  const [sure, surer, surest, never] = ownerLogOdds(scores, 2, 0) as unknown as [
    number,
    number,
    number,
    number,
  ];
  expect(sure).toBeCloseTo(20.723, 3);
  expect(surer).toBeGreaterThan(sure);
  expect(surest).toBeCloseTo(-Math.log(1e-12), 9);
  expect(never).toBe(-surest);
});
