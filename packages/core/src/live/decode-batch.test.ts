import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreError } from "../core-error.js";
import { batchOf, GOLDEN_BATCH, GOLDEN_COLUMNS } from "../testing/live-bytes.js";
import { decodeBatch } from "./decode-batch.js";
import { LIVE_LIMITS } from "./live-batch.js";

function changed(at: number, ...values: number[]): Uint8Array {
  const bytes = GOLDEN_BATCH.slice();
  bytes.set(values, at);
  return bytes;
}

it("reads the batch written by hand", () => {
  const { tMs, x, y, kind, button, pointer, ...header } = decodeBatch(GOLDEN_BATCH);
  expect(header).toEqual({
    recording: 0xdeadbeef,
    sequence: 2,
    screenWidthPx: 1920,
    screenHeightPx: 1080,
    devicePixelRatio: 1.5,
    samplingRateHz: 125,
  });
  expect(tMs).toEqual(Float64Array.from(GOLDEN_COLUMNS.tMs));
  expect(x).toEqual(Float32Array.from(GOLDEN_COLUMNS.x));
  expect(y).toEqual(Float32Array.from(GOLDEN_COLUMNS.y));
  expect(kind).toEqual(Uint8Array.from(GOLDEN_COLUMNS.kind));
  expect(button).toEqual(Uint8Array.from(GOLDEN_COLUMNS.button));
  expect(pointer).toEqual(Uint8Array.from(GOLDEN_COLUMNS.pointer));
});

it("reads a batch that lies inside a larger buffer", () => {
  const larger = new Uint8Array(GOLDEN_BATCH.length + 20).fill(7);
  larger.set(GOLDEN_BATCH, 9);
  expect(decodeBatch(larger.subarray(9, 9 + GOLDEN_BATCH.length))).toEqual(decodeBatch(GOLDEN_BATCH));
});

it("refuses the batch cut short at any byte", () => {
  for (let length = 0; length < GOLDEN_BATCH.length; length++) {
    expect(() => decodeBatch(GOLDEN_BATCH.subarray(0, length)), `${length} bytes`).toThrow(CoreError);
  }
});

describe("refuses, naming the byte,", () => {
  const longest = new Uint8Array(LIVE_LIMITS.batchBytes + 1);
  const cases: [string, Uint8Array, RegExp][] = [
    ["nothing", new Uint8Array(0), /^batch, byte 0: version expected, 1 bytes, got 0$/],
    ["another version", changed(0, 2), /byte 0: version 1 expected, got 2/],
    ["sequence number 0", changed(5, 0), /byte 5: a sequence number from 1/],
    ["no events", batchOf(0, []), /byte 21: 1 to 4096 events expected, got 0/],
    ["too many events", batchOf(4097, new Array(4 * 4097).fill(0)), /byte 21: .* got 4097/],
    ["more events than bytes", batchOf(4096, [0, 0, 0, 0]), /byte 23: 4096 events expected, got 4 bytes/],
    ["bytes after the last event", batchOf(1, [0, 0, 0, 0, 0]), /byte 27: the end expected, got 1 more/],
    ["more bytes than a batch has", longest, /byte 65535: the end expected by here, got 65536/],
    ["an unknown kind", batchOf(1, [6, 0, 0, 0]), /byte 23: an event kind below 6 expected, got 6/],
    ["an unknown button", batchOf(1, [6 << 3, 0, 0, 0]), /byte 23: a button below 6 expected, got 6/],
    ["a scroll event of another button", batchOf(1, [4, 0, 0, 0]), /byte 23: a scroll event/],
    ["a move with a button", batchOf(1, [1 << 3, 0, 0, 0]), /byte 23: a move without/],
    ["a drag with the wheel", batchOf(1, [1 | (5 << 3), 0, 0, 0]), /byte 23: the button scroll only/],
    ["a press without a button", batchOf(1, [2, 0, 0, 0]), /byte 23: a press or release/],
    ["a first event after the base time", batchOf(1, [0, 1, 0, 0]), /byte 24: time step of at most 0/],
    ["a number in more bytes than it needs", batchOf(1, [0, 0, 0x80, 0, 0]), /byte 25: step in x in the f/],
    ["a number without end", batchOf(1, [0, 0, 0x80, 0x80, 0x80, 0x80]), /byte 25: step in x of at most/],
    ["x past the bound", batchOf(1, [0, 0, 0x80, 0x80, 0x04, 0]), /byte 25: x within .* got 32768/],
    ["y past the bound", batchOf(1, [0, 0, 0, 0xff, 0xff, 0x03, 0]), /byte 26: y within .* got -32768/],
  ];
  it.each(cases)("%s", (_name, bytes, message) => {
    expect(() => decodeBatch(bytes)).toThrow(
      expect.objectContaining({ code: "malformed", message: expect.stringMatching(message) }),
    );
  });

  it("a time past 119 hours", () => {
    const late = batchOf(2, [0, 0, 0, 0, 0, 1, 0, 0]);
    late.set([0xff, 0xff, 0xff, 0xff], 9);
    expect(() => decodeBatch(late)).toThrow(/byte 28: time step of at most 0 expected/);
    late.set([0xfe, 0xff, 0xff, 0xff], 9);
    expect(decodeBatch(late).tMs[1]).toBe(429_496_729.5);
  });
});

it("takes coordinates up to the bounds, both ways", () => {
  // +32767 is zigzag 65534; −65534 is zigzag 131067.
  const bytes = batchOf(2, [0, 0, 0xfe, 0xff, 0x03, 0, 0, 0, 0xfb, 0xff, 0x07, 0]);
  expect([...decodeBatch(bytes).x]).toEqual([32767, -32767]);
});

it("gives back events in order and within bounds, or a CoreError, whatever the bytes", () => {
  const damaged = fc
    .tuple(fc.array(fc.tuple(fc.nat(GOLDEN_BATCH.length - 1), fc.nat(255)), { maxLength: 4 }), fc.nat(3))
    .map(([changes, cut]) => {
      const bytes = GOLDEN_BATCH.slice(0, GOLDEN_BATCH.length - cut);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), (bytes) => {
      try {
        const { tMs, x, y, kind, button } = decodeBatch(bytes);
        read += 1;
        expect(tMs.length).toBeLessThanOrEqual(LIVE_LIMITS.batchEvents);
        expect(tMs).toEqual(tMs.slice().sort());
        expect([...x, ...y].every((at) => Math.abs(at) <= LIVE_LIMITS.coordinatePx)).toBe(true);
        expect(Math.max(...kind, ...button)).toBeLessThan(6);
      } catch (error) {
        if (!(error instanceof CoreError && error.code === "malformed")) throw error;
      }
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(100);
});
