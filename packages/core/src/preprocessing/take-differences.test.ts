import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTrace, traceOf } from "../testing/traces.js";
import { takeDifferences } from "./take-differences.js";

const first = traceOf([
  [0, 10, 20],
  [20, 13, 18, "press"],
  [30, 13, 19, "drag"],
  [3000, 20, 19, "release"],
  [3100, 21, 19],
]);
const second = traceOf([
  [0, 5, 5],
  [100, 6, 5],
]);

describe("takeDifferences", () => {
  test("takes steps, replaces short and long times, and ends a sequence after a long one", () => {
    const result = takeDifferences([first]);
    expect([...result.dxPx]).toEqual([3, 0, 7, 1]);
    expect([...result.dyPx]).toEqual([-2, 1, 0, 0]);
    // 10 ms is too short, 2970 ms too long: both count as 16 ms.
    expect([...result.dtS]).toEqual([0.02, 0.016, 0.016, 0.1].map(Math.fround));
    expect([...result.held]).toEqual([1, 1, 0, 0]);
    expect([...result.starts]).toEqual([0, 3]);
  });

  test("splits at session borders by default", () => {
    const result = takeDifferences([first, second]);
    expect([...result.dxPx]).toEqual([3, 0, 7, 1, 1]);
    expect([...result.session]).toEqual([0, 0, 0, 0, 1]);
    expect([...result.starts]).toEqual([0, 3, 4]);
  });

  test("joins sessions where asked, with the replaced time across the border", () => {
    const result = takeDifferences([first, second], { sessionBorders: "join" });
    expect([...result.dxPx]).toEqual([3, 0, 7, 1, -16, 1]);
    expect(result.dtS[4]).toBe(Math.fround(0.016));
    expect([...result.session]).toEqual([0, 0, 0, 0, 1, 1]);
    expect([...result.starts]).toEqual([0, 3]);
  });

  test("its times are options", () => {
    const options = { shortestS: 0.05, longestS: 5, replacementS: 0.03 };
    const result = takeDifferences([first], options);
    expect([...result.dtS]).toEqual([0.03, 0.03, 2.97, 0.1].map(Math.fround));
    expect([...result.starts]).toEqual([0]);
    for (const bad of [
      { shortestS: -1 },
      { longestS: 0.001 },
      { replacementS: 0 },
      { longestS: Number.NaN },
    ]) {
      expect(() => takeDifferences([first], bad)).toThrow(expect.objectContaining({ code: "out-of-range" }));
    }
  });

  test("steps past a limit are left out, and the next one begins where they ended", () => {
    const first = traceOf([
      [0, 1, 1],
      [100, 2, 2],
      [900, 30, 30],
      [1000, 31, 32],
    ]);
    const second = traceOf([
      [0, 5, 5],
      [50, 6, 6],
    ]);
    const result = takeDifferences([first, second], { dropPastS: 0.5 });
    expect([...result.dxPx]).toEqual([1, 1, 1]);
    expect([...result.dyPx]).toEqual([1, 2, 1]);
    expect([...result.session]).toEqual([0, 0, 1]);
    expect([...result.event]).toEqual([1, 3, 1]);
    expect([...result.starts]).toEqual([0, 2]);
    expect(() => takeDifferences([first], { dropPastS: 0 })).toThrow(/dropPastS above 0/);
  });

  test("empty and single-event sessions give no differences", () => {
    for (const sessionBorders of ["split", "join"] as const) {
      const result = takeDifferences([traceOf([]), traceOf([[0, 1, 1]]), traceOf([])], { sessionBorders });
      expect(result.dxPx.length).toBe(0);
      expect(result.starts.length).toBe(0);
    }
  });

  test("the steps of a session add up to the way from its first to its last event", () => {
    fc.assert(
      fc.property(fc.array(anyTrace, { maxLength: 4 }), (traces) => {
        const { dxPx, dtS, session, starts } = takeDifferences(traces);
        const ways = traces.map(({ x }) => (x.length === 0 ? 0 : x[x.length - 1] - x[0]));
        const sums = new Array<number>(traces.length).fill(0);
        for (let i = 0; i < dxPx.length; i++) sums[session[i]] += dxPx[i];
        expect(sums).toEqual(ways);
        expect(dtS.every((dt) => dt > 0.01 && dt <= 2)).toBe(true);
        // Starts ascend, begin at 0, and every session border is one.
        expect([...starts]).toEqual([...new Set(starts)].sort((a, b) => a - b));
        for (let i = 0; i < session.length; i++) {
          if (i === 0 || session[i] !== session[i - 1]) expect(starts).toContain(i);
        }
      }),
    );
  });
});
