import { expect, it } from "vitest";
import { probit } from "./probit.js";

// scipy.stats.norm.ppf (SciPy), printed with repr.
it.each([
  [1e-12, -7.034483825301131],
  [0.001, -3.090232306167813],
  [0.01, -2.3263478740408408],
  [0.05, -1.6448536269514729],
  [0.2, -0.8416212335729142],
  [0.6, 0.2533471031357997],
  [0.975, 1.959963984540054],
])("probit(%d) is what SciPy says", (p, expected) => {
  expect(probit(p)).toBeCloseTo(expected, 6);
});

it("ends in the infinities, and has no value outside of [0, 1]", () => {
  expect([0, 1, -0.1, 1.1, Number.NaN].map(probit)).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});
