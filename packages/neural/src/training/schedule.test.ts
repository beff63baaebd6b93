import { expect, it } from "vitest";
import { createSchedule } from "./schedule.js";

it("one cycle rises to the whole rate, then falls to almost nothing, without jumps", () => {
  const rate = createSchedule({ kind: "oneCycle", warmUp: 0.2 }, 100);
  expect(rate(0)).toBeCloseTo(1 / 25, 12);
  expect(rate(10)).toBeCloseTo((1 + 1 / 25) / 2, 12);
  expect(rate(20)).toBeCloseTo(1, 12);
  expect(rate(99)).toBeCloseTo(1e-4, 12);
  for (let step = 1; step < 100; step++) {
    expect(Math.sign(rate(step) - rate(step - 1))).toBe(step <= 20 ? 1 : -1);
    expect(Math.abs(rate(step) - rate(step - 1))).toBeLessThan(0.08);
  }
});

it("stays, without a schedule; starts at the top, without a warm-up", () => {
  expect(createSchedule(undefined, 10)(7)).toBe(1);
  expect(createSchedule({ kind: "oneCycle", warmUp: 0 }, 10)(0)).toBe(1);
  expect(createSchedule({ kind: "oneCycle", warmUp: 0 }, 1)(0)).toBe(1);
});

it("refuses a warm-up that is all, and what is no schedule", () => {
  expect(() => createSchedule({ kind: "oneCycle", warmUp: 1 }, 10)).toThrow(
    "warmUp must be in [0, 1), got 1",
  );
  expect(() => createSchedule({ kind: "steps" } as never, 10)).toThrow("no schedule steps; known: oneCycle");
});
