import { expect, test } from "vitest";
import { traceOf } from "../testing/traces.js";
import { buttonCode } from "../trace.js";
import { dropEvents } from "./drop-events.js";

test("drops coordinates at or past the limit, and keeps negative ones", () => {
  const trace = traceOf([
    [0, 3999, 10],
    [1, 4000, 10],
    [2, 10, 65535],
    [3, -1920, 0],
  ]);
  expect([...dropEvents(trace).tMs]).toEqual([0, 3]);
  expect([...dropEvents(trace, { limitPx: 70_000 }).x]).toEqual([3999, 4000, 10, -1920]);
});

test("drops scrolling, known by its kind or by its button, unless told to keep it", () => {
  const trace = traceOf([
    [0, 1, 1],
    [1, 2, 2, "scrollDown"],
    [2, 3, 3, "scrollUp"],
    [3, 4, 4],
  ]);
  trace.button[3] = buttonCode("scroll");
  expect([...dropEvents(trace).x]).toEqual([1]);
  expect(dropEvents(trace, { scroll: false })).toBe(trace);
});

test("drops what is not finite", () => {
  const trace = traceOf([
    [0, Number.NaN, 1],
    [1, 1, -Infinity],
    [Number.NaN, 1, 1],
    [Infinity, 1, 1],
    [4, 1, 1],
  ]);
  const kept = dropEvents(trace);
  expect([...kept.tMs]).toEqual([4]);
  expect([kept.x, kept.y, kept.kind, kept.button].map((column) => column.length)).toEqual([1, 1, 1, 1]);
});

test("a trace whose columns differ in length is refused by name", () => {
  const broken = { ...traceOf([[0, 1, 1]], "s7"), x: new Float32Array(2) };
  expect(() => dropEvents(broken)).toThrow(/s7 of u.*1 events expected.*x 2/);
});
