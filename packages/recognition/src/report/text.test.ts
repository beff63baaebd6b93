import { describe, expect, it } from "vitest";
import { count, duration, fixed, NO_VALUE, percent } from "./text.js";

describe("numbers as text", () => {
  it("prints percentages, counts and durations as a person writes them", () => {
    expect(percent(0.1234)).toBe("12.3%");
    expect(fixed(-0.0001, 2)).toBe("0.00");
    expect([0, 999, 1000, 2_253_816].map(count)).toEqual(["0", "999", "1,000", "2,253,816"]);
    expect([0.04, 59.94, 59.96, 754.2, 7380].map(duration)).toEqual([
      "0.0\u00a0s",
      "59.9\u00a0s",
      "1\u00a0min 0\u00a0s",
      "12\u00a0min 34\u00a0s",
      "2\u00a0h 3\u00a0min",
    ]);
  });

  it("prints a dash for what could not be computed", () => {
    for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect([fixed(value, 1), percent(value), count(value), duration(value)]).toEqual(
        Array(4).fill(NO_VALUE),
      );
    }
  });
});
