import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { colourOf, inkOn, luminance } from "./colour-scale.js";

const share = fc.double({ min: -1, max: 1, noNaN: true });

describe("the colour scale", () => {
  it("begins and ends with viridis' own ends", () => {
    expect(colourOf(0.3, 0.3)).toEqual([68, 1, 84]);
    expect(colourOf(1, 0.3)).toEqual([253, 231, 37]);
  });

  it("never gets darker as the value grows", () => {
    fc.assert(
      fc.property(share, share, fc.double({ min: -1, max: 0.99, noNaN: true }), (a, b, lower) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        // Colours are whole numbers, so a step may round by one.
        expect(luminance(colourOf(more, lower))).toBeGreaterThanOrEqual(
          luminance(colourOf(less, lower)) - 0.01,
        );
      }),
    );
  });

  it("shows all at or below the lower end alike", () => {
    expect(colourOf(-1, 0.5)).toEqual(colourOf(0.5, 0.5));
  });

  it("writes on every colour with a contrast of 4.5 and more (WCAG 2, AA)", () => {
    fc.assert(
      fc.property(share, (value) => {
        const colour = colourOf(value, -1);
        const [light, dark] = [luminance(colour), luminance(inkOn(colour))].sort((a, b) => b - a) as [
          number,
          number,
        ];
        expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("knows the luminance of white and of mid grey", () => {
    expect(luminance([255, 255, 255])).toBeCloseTo(1, 6);
    // 0.21586: WCAG 2's formula by hand for 128 of 255.
    expect(luminance([128, 128, 128])).toBeCloseTo(0.21586, 4);
  });
});
