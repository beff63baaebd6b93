import { expect, it } from "vitest";
import {
  errorFunction,
  type LognormalStroke,
  strokeAlong,
  strokeOffset,
  strokeShare,
} from "./lognormal-stroke.js";

const stroke: LognormalStroke = {
  startMs: 100,
  medianMs: 200,
  spread: 0.3,
  lengthPx: 400,
  fromAngle: 0.2,
  toAngle: 1.1,
};

// scipy.special.erf and scipy.stats.lognorm.cdf(t - 100, 0.3, scale=200).
it.each([
  [-2, -0.9953222650189527],
  [0, 0],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
])("the error function of %d agrees with scipy's", (x, expected) => {
  expect(errorFunction(x)).toBeCloseTo(expected, 6);
});

it("makes its way with the lognormal distribution function", () => {
  expect(strokeShare(stroke, 100)).toBe(0);
  expect(strokeShare(stroke, 300)).toBeCloseTo(0.5, 6);
  // Φ(ln(150 / 200) / 0.3) and Φ(ln(400 / 200) / 0.3) from tables of the normal distribution.
  expect(strokeShare(stroke, 250)).toBeCloseTo(0.1688, 4);
  expect(strokeShare(stroke, 500)).toBeCloseTo(0.9896, 4);
});

it("moves as the integral of its velocity says", () => {
  let x = 0;
  let y = 0;
  const stepMs = 0.05;
  for (let t = 100 + stepMs / 2; t < 420; t += stepMs) {
    const elapsed = t - 100;
    const z = Math.log(elapsed / 200) / 0.3;
    const speed = (400 / (0.3 * Math.sqrt(2 * Math.PI) * elapsed)) * Math.exp((-z * z) / 2);
    const angle = 0.2 + 0.9 * strokeShare(stroke, t);
    x += speed * Math.cos(angle) * stepMs;
    y += speed * Math.sin(angle) * stepMs;
  }
  const [dx, dy] = strokeOffset(stroke, 420);
  expect(dx).toBeCloseTo(x, 2);
  expect(dy).toBeCloseTo(y, 2);
});

it("ends where it was sent, however bent", () => {
  for (const turn of [-1.2, 0, 1e-9, 0.7]) {
    const [dx, dy] = strokeOffset(
      strokeAlong({ startMs: 0, medianMs: 100, spread: 0.3 }, 30, -40, turn),
      1e6,
    );
    expect(dx).toBeCloseTo(30, 3);
    expect(dy).toBeCloseTo(-40, 3);
  }
});
