import { SIGNALS, type Signal, streamBlocks, type Trace } from "@wristprint/core";
import { expect, it } from "vitest";
import { sampleTraces } from "../testing/sample-traces.js";
import { mirrorWindows } from "./mirror-windows.js";
import { canMirror, MIRRORS } from "./mirrors.js";
import { cutWindows } from "./training-windows.js";

const cutting = { signal: "sixChannel", blockSize: 32, stride: 32, thinning: null, limitPx: 4000 } as const;
const traces = sampleTraces({ subjects: 2, sessions: 1 });

/** What a recorder would have written had the screen been turned over. */
const turned = (trace: Trace, x: boolean, y: boolean): Trace => ({
  ...trace,
  x: x ? trace.x.map((place) => -place) : trace.x,
  y: y ? trace.y.map((place) => -place) : trace.y,
});

it("blocks in a mirror are those of the mirrored recording, as of further people", () => {
  const windows = cutWindows(traces, cutting);
  const all = mirrorWindows(windows, MIRRORS);
  const expected = [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ].flatMap(([x = false, y = false]) =>
    traces.flatMap((trace) => [...streamBlocks(turned(trace, x, y), cutting).data]),
  );
  // Plus 0: a mirror makes −0 of 0.
  expect(all.data.map((value) => value + 0)).toEqual(Float32Array.from(expected, (value) => value + 0));
  expect(all.count).toBe(4 * windows.count);
  expect([...new Set(all.classes)]).toEqual([
    "user1",
    "user2",
    "user1, leftRight",
    "user2, leftRight",
    "user1, upDown",
    "user2, upDown",
    "user1, both",
    "user2, both",
  ]);
  expect([...new Set(all.subjects)]).toEqual(["user1", "user2"]);
  expect([all.classes.length, all.subjects.length, all.session.length]).toEqual([
    all.count,
    all.count,
    all.count,
  ]);
});

it("changes nothing without mirrors", () => {
  const windows = cutWindows(traces, cutting);
  expect(mirrorWindows(windows, [])).toBe(windows);
});

it("mirrors every signal but those of places", () => {
  const signals = Object.keys(SIGNALS) as Signal[];
  expect(signals.filter((signal) => !canMirror(signal))).toEqual(["events"]);
});
