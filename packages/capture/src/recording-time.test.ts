import fc from "fast-check";
import { expect, it } from "vitest";
import { createRecordingTime } from "./recording-time.js";

function timeAt(startMs: number) {
  const clock = { atMs: startMs, now: () => clock.atMs };
  return { clock, time: createRecordingTime(clock) };
}

it("counts tenths of a millisecond from the start, by the event's own stamp", () => {
  const { clock, time } = timeAt(5000);
  clock.atMs = 5020;
  expect([5000.04, 5001.26, 5016.7].map(time)).toEqual([0, 13, 167]);
});

it("leaves out what happened before the start", () => {
  const { clock, time } = timeAt(5000);
  clock.atMs = 5010;
  expect([4990, 4999.9, 5001].map(time)).toEqual([-1, -1, 10]);
});

it("puts an event that comes late at the time of the one before it", () => {
  const { clock, time } = timeAt(0);
  clock.atMs = 100;
  expect([50, 40, 60].map(time)).toEqual([500, 500, 600]);
});

it.each([0, Number.NaN, 1.7e12, -1, Number.POSITIVE_INFINITY])(
  "takes now for the stamp %d of another clock",
  (stamp) => {
    const { clock, time } = timeAt(100_000);
    clock.atMs = 100_250;
    expect(time(stamp)).toBe(2500);
  },
);

it("goes on where it was when the clock leaps back", () => {
  const { clock, time } = timeAt(1_000_000);
  clock.atMs = 1_000_100;
  expect(time(1_000_100)).toBe(1000);
  clock.atMs = 400_000;
  expect(time(400_000)).toBe(1000);
  clock.atMs = 400_016;
  expect(time(400_016)).toBe(1160);
});

it("tells a leap forward as a pause, which it cannot be told from", () => {
  const { clock, time } = timeAt(0);
  clock.atMs = 3_600_000;
  expect(time(3_600_000)).toBe(36_000_000);
});

it("never decreases, whatever stamps and clock say", () => {
  const moment = fc.oneof(fc.double(), fc.double({ min: 0, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(fc.array(fc.tuple(moment, fc.double({ min: 0, max: 1e6, noNaN: true }))), (steps) => {
      const { clock, time } = timeAt(1000);
      const ticks = steps.map(([stamp, now]) => {
        clock.atMs = now;
        return time(stamp);
      });
      const told = ticks.filter((tick) => tick >= 0);
      expect(told).toEqual(told.slice().sort((a, b) => a - b));
      expect(told.every(Number.isSafeInteger)).toBe(true);
    }),
  );
});
