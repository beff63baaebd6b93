import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyTrace, traceOf } from "../testing/traces.js";
import { cutWindows, lengthFences, padWindows, selectWindows, windowLengths } from "./windows.js";

describe("cutWindows", () => {
  it("ends a window at a pause, and begins the next with zeros", () => {
    const trace = traceOf([
      [0, 10, 10],
      [16, 13, 9],
      [265, 14, 9],
      [515, 90, 80],
      [531, 91, 78],
      [540, 91, 78],
    ]);
    const windows = cutWindows([trace], { shortest: 1 });
    expect([...windows.starts]).toEqual([0, 3, 6]);
    const [a, b] = [Math.fround(0.016), Math.fround(0.249)];
    expect([...windows.data.subarray(0, 9)]).toEqual([0, 0, 0, 3, -1, a, 1, 0, b]);
    expect([...windows.data.subarray(9)]).toEqual([0, 0, 0, 1, -2, a, 0, 0, Math.fround(0.009)]);
  });

  it("drops windows of fewer events than five, and says of each what trace it is from", () => {
    const moves = (events: number) => traceOf(Array.from({ length: events }, (_, i) => [20 * i, i, 0]));
    const windows = cutWindows([moves(4), moves(5), moves(0), moves(7)]);
    expect([...windowLengths(windows)]).toEqual([5, 7]);
    expect([...windows.session]).toEqual([1, 3]);
  });

  it("puts events in order of time, and keeps the first of those at one time", () => {
    const trace = traceOf([
      [40, 4, 0],
      [0, 0, 0],
      [20, 2, 0],
      [20, 99, 0],
    ]);
    expect([...cutWindows([trace], { shortest: 1 }).data]).toEqual(
      [0, 0, 0, 2, 0, 0.02, 2, 0, 0.02].map(Math.fround),
    );
  });

  it("refuses a pause of nothing and a length that is none", () => {
    expect(() => cutWindows([], { pauseMs: 0 })).toThrow(/above 0 ms/);
    expect(() => cutWindows([], { shortest: 0 })).toThrow(/positive integer/);
  });

  it("holds every time of any trace once, and no step as long as the pause", () => {
    fc.assert(
      fc.property(
        fc.array(anyTrace, { maxLength: 3 }),
        fc.integer({ min: 1, max: 2500 }),
        (traces, pauseMs) => {
          const { data, starts, count } = cutWindows(traces, { pauseMs, shortest: 1 });
          expect(starts[count]).toBe(traces.reduce((sum, { tMs }) => sum + new Set(tMs).size, 0));
          for (let i = 2; i < data.length; i += 3) expect(data[i]).toBeLessThan(pauseMs / 1000);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("lengthFences", () => {
  // Source: numpy 1.24.2, percentile(…, method="midpoint"), the fences rounded inwards and kept from 1 on.
  it.each([
    [[5, 6, 7, 8, 9, 10, 30], 2, 14],
    [[5, 5, 6, 9, 12, 40], 1, 18],
    [[7], 7, 7],
    [[12, 80, 33, 5, 21, 18, 40, 9, 300, 25, 14], 1, 71],
  ])("of %j", (lengths, shortest, longest) => {
    expect(lengthFences(lengths)).toEqual({ shortest, longest });
  });

  it("needs a length", () => {
    expect(() => lengthFences([])).toThrow(/got none/);
  });
});

describe("padWindows", () => {
  it("drops what is too short, cuts what is too long at its end, and fills up in front", () => {
    const trace = (from: number, events: number) =>
      traceOf(Array.from({ length: events }, (_, i) => [10 * i, from + i * i, 0]));
    const windows = cutWindows([trace(0, 2), trace(0, 3), trace(0, 6)], { shortest: 1 });
    const blocks = padWindows(windows, { shortest: 3, longest: 4 });
    expect(blocks).toMatchObject({
      count: 2,
      size: 4,
      channels: ["displacementX", "displacementY", "timeStep"],
    });
    expect([...blocks.session]).toEqual([1, 2]);
    const dx = [...blocks.data].filter((_, i) => i % 3 === 0);
    expect(dx).toEqual([0, 0, 1, 3, 0, 1, 3, 5]);
  });
});

it("selects windows with their rows, and says so of one that there is not", () => {
  const trace = traceOf(Array.from({ length: 9 }, (_, i) => [i % 3 === 0 ? 400 * i : 400 * i + 1, i, -i]));
  const windows = cutWindows([trace], { pauseMs: 390, shortest: 1 });
  const turned = selectWindows(
    windows,
    Array.from({ length: windows.count }, (_, k) => windows.count - 1 - k),
  );
  expect(
    selectWindows(
      turned,
      Array.from({ length: windows.count }, (_, k) => windows.count - 1 - k),
    ),
  ).toEqual(windows);
  expect(() => selectWindows(windows, [windows.count])).toThrow(/there are/);
});
