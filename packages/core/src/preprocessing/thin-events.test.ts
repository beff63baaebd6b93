import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyTrace, type TestEvent, traceOf } from "../testing/traces.js";
import { thinEvents } from "./thin-events.js";

/** Moves every `stepMs`, along x at 1 px/ms. */
const moves = (fromMs: number, toMs: number, stepMs: number): TestEvent[] =>
  Array.from({ length: Math.floor((toMs - fromMs) / stepMs) + 1 }, (_, i) => {
    const tMs = fromMs + i * stepMs;
    return [tMs, tMs, 0] as const;
  });

describe("thinEvents", () => {
  it("leaves every sixteenth event of a 1,000 Hz recording", () => {
    const thinned = thinEvents(traceOf(moves(0, 160, 1)));
    expect([...thinned.tMs]).toEqual([0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160]);
    expect([...thinned.x]).toEqual([...thinned.tMs]);
  });

  it("returns a recording that is no faster as it is", () => {
    const slow = traceOf([...moves(0, 500, 17), ...moves(900, 1200, 100)]);
    expect(thinEvents(slow)).toBe(slow);
  });

  it("keeps the last place before a pause, before a press, and at the end", () => {
    const events: TestEvent[] = [
      ...moves(0, 20, 1),
      ...moves(300, 305, 1),
      [306, 305, 0, "press"],
      ...moves(307, 310, 1),
    ];
    expect([...thinEvents(traceOf(events)).tMs]).toEqual([0, 16, 20, 300, 305, 306, 310]);
  });

  it("keeps every press, release and wheel event, however close", () => {
    const events: TestEvent[] = [
      [0, 0, 0, "press"],
      [1, 0, 0, "release"],
      [2, 0, 0, "scrollDown"],
      [3, 0, 0, "scrollUp"],
    ];
    expect(thinEvents(traceOf(events)).tMs).toHaveLength(4);
  });

  it("keeps the first and the last event, adds none, and changes no order", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const { tMs, kind } = thinEvents(trace);
        const first = trace.tMs.at(0);
        const last = trace.tMs.at(-1);
        expect(tMs.at(0)).toBe(first);
        expect(tMs.at(-1)).toBe(last);
        expect(tMs.length).toBeLessThanOrEqual(trace.tMs.length);
        expect([...tMs]).toEqual([...tMs].sort((a, b) => a - b));
        const others = (codes: Uint8Array) => codes.filter((code) => code > 1).length;
        expect(others(kind)).toBe(others(trace.kind));
      }),
    );
  });

  it("thinned twice is thinned once, on recordings of even rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 300 }), (stepMs, count) => {
        const once = thinEvents(traceOf(moves(0, stepMs * count, stepMs)));
        const twice = thinEvents(once);
        expect([...twice.tMs]).toEqual([...once.tMs]);
      }),
    );
  });

  it("refuses an interval that is not above its tolerance", () => {
    const trace = traceOf(moves(0, 10, 1));
    for (const options of [
      { intervalMs: 0 },
      { intervalMs: Number.NaN },
      { intervalMs: 5, toleranceMs: 5 },
      { toleranceMs: -1 },
    ]) {
      expect(() => thinEvents(trace, options)).toThrow(expect.objectContaining({ code: "out-of-range" }));
    }
  });
});
