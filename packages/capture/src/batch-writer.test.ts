import { CoreError, decodeBatch, type LiveBatch } from "@wristprint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createBatchWriter } from "./batch-writer.js";
import type { Page } from "./page.js";

/** Written by hand after docs/wire-format.md; core's tests read the same bytes. */
const GOLDEN =
  "01 efbeadde 02000000 e9030000 8007 3804 dc05 7d00 0600 " +
  "00 00 c801 03 0a 50 00 00 09 c801 02 04 0b 01 00 00 2c 00 01 00 80 a08d06 c701 8001";

function pageOf(width: number, height: number, devicePixelRatio: number): Page {
  return { screen: { width, height }, devicePixelRatio } as Page;
}

/** The batch's bytes written anew. The writer counts batches itself, so the number is set where it stands. */
function encode(batch: LiveBatch): Uint8Array {
  const { tMs, x, y, kind, button, pointer } = batch;
  const writer = createBatchWriter(batch.recording, tMs.length);
  tMs.forEach((ms, i) => {
    writer.add(kind[i] | (button[i] << 3) | (pointer[i] << 6), Math.round(ms * 10), x[i], y[i]);
  });
  const page = pageOf(batch.screenWidthPx, batch.screenHeightPx, batch.devicePixelRatio);
  const bytes = writer.finish(page, batch.samplingRateHz) ?? new Uint8Array(9);
  new DataView(bytes.buffer).setUint32(5, batch.sequence, true);
  return bytes;
}

it("writes the bytes written by hand", () => {
  const writer = createBatchWriter(0xdeadbeef, 16);
  writer.add(0, 1, 1, 1);
  writer.finish(pageOf(1, 1, 1), 1); // The golden batch is a recording's second.
  writer.add(0, 1001, 100, -2);
  writer.add(2 | (1 << 3), 1081, 100, -2);
  writer.add(1 | (1 << 3), 1281, 101, 0);
  writer.add(3 | (1 << 3), 1282, 101, 0);
  writer.add(4 | (5 << 3), 1282, 100, 0);
  expect(writer.add(2 << 6, 101_282, 0, 64)).toBe(6);
  const bytes = writer.finish(pageOf(1920, 1080, 1.5), 125);
  expect(Buffer.from(bytes ?? []).toString("hex")).toBe(GOLDEN.replaceAll(" ", ""));
});

it("has nothing to finish without events, and numbers only what it finishes", () => {
  const writer = createBatchWriter(7, 4);
  expect(writer.finish(pageOf(1, 1, 1), 0)).toBeUndefined();
  for (const expected of [1, 2, 3]) {
    writer.add(0, expected, 0, 0);
    const { sequence, recording } = decodeBatch(writer.finish(pageOf(1, 1, 1), 0) as Uint8Array);
    expect([sequence, recording]).toEqual([expected, 7]);
  }
});

it("rounds coordinates, holds them in bounds and takes what is no number for 0", () => {
  const writer = createBatchWriter(1, 8);
  for (const x of [1.4, 1.6, -1.6, 1e9, -1e9, Number.NaN, Number.POSITIVE_INFINITY]) writer.add(0, 0, x, 0);
  const { x } = decodeBatch(writer.finish(pageOf(1e6, -4, Number.NaN), Number.NaN) as Uint8Array);
  expect([...x]).toEqual([1, 2, -2, 32767, -32767, 0, 32767]);
});

it("holds the screen in bounds, 0 where it is unknown", () => {
  const writer = createBatchWriter(1, 8);
  writer.add(0, 0, 0, 0);
  const batch = decodeBatch(writer.finish(pageOf(1e6, -4, Number.NaN), 1e9) as Uint8Array);
  expect(batch).toMatchObject({ screenWidthPx: 65535, screenHeightPx: 0, devicePixelRatio: 0 });
  expect(batch.samplingRateHz).toBe(65535);
});

it("never writes past its buffer: the longest batch is decoded", () => {
  const writer = createBatchWriter(1, 4096);
  for (let i = 0; i < 4096; i++) {
    const far = i % 2 ? 32_767 : -32_767;
    writer.add(0, Math.round((i / 4095) * 4_294_967_295), far, far);
  }
  const bytes = writer.finish(pageOf(1, 1, 1), 1) as Uint8Array;
  expect(bytes.length).toBeLessThan(65_536);
  const batch = decodeBatch(bytes);
  expect(batch.tMs.at(-1)).toBe(429_496_729.5);
  expect([batch.x[0], batch.x[4095]]).toEqual([-32767, 32767]);
});

const codes = fc.oneof(
  fc.constant(0),
  fc
    .tuple(fc.constantFrom(1, 2, 3), fc.integer({ min: 1, max: 4 }))
    .map(([kind, button]) => kind | (button << 3)),
  fc.constantFrom(4 | (5 << 3), 5 | (5 << 3)),
);
const event = fc.record({
  code: fc.tuple(codes, fc.nat(3)).map(([code, pointer]) => code | (pointer << 6)),
  step: fc.oneof(fc.nat(300), fc.nat(50_000_000)),
  x: fc.integer({ min: -32_767, max: 32_767 }),
  y: fc.integer({ min: -32_767, max: 32_767 }),
});
const written = fc
  .record({
    recording: fc.nat(0xffffffff),
    base: fc.nat(0xffffffff),
    screen: fc.tuple(fc.nat(65_535), fc.nat(65_535), fc.nat(65_535), fc.nat(65_535)),
    events: fc.array(event, { minLength: 1, maxLength: 40 }),
  })
  .map(({ recording, base, screen: [width, height, ratio, rate], events }) => {
    const writer = createBatchWriter(recording, 40);
    let ticks = base;
    const given = events.map(({ code, step, x, y }, i) => {
      if (i > 0) ticks = Math.min(0xffffffff, ticks + step);
      writer.add(code, ticks, x, y);
      return { code, ticks, x, y };
    });
    return { given, bytes: writer.finish(pageOf(width, height, ratio / 1000), rate) as Uint8Array };
  });

it("is decoded by core to what was written", () => {
  fc.assert(
    fc.property(written, ({ given, bytes }) => {
      const { tMs, x, y, kind, button, pointer } = decodeBatch(bytes);
      const read = given.map((_, i) => ({
        code: kind[i] | (button[i] << 3) | (pointer[i] << 6),
        ticks: Math.round(tMs[i] * 10),
        x: x[i],
        y: y[i],
      }));
      expect(read).toEqual(given);
    }),
    { numRuns: 500 },
  );
});

it("any 10,000 buffers, random and damaged, are refused or written again to the same bytes", () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
  const damaged = fc
    .tuple(written, damage, fc.integer({ min: -1, max: 1 }))
    .map(([{ bytes }, changes, cut]) => {
      const buffer = new Uint8Array(bytes.length + Math.max(0, cut));
      buffer.set(bytes);
      for (const [at, value] of changes) buffer[at % buffer.length] = value;
      return buffer.subarray(0, bytes.length + cut);
    });
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(fc.oneof(damaged, damaged, fc.uint8Array({ maxLength: 300 })), (bytes) => {
      try {
        const batch = decodeBatch(bytes);
        accepted += 1;
        expect(Buffer.compare(encode(batch), bytes)).toBe(0);
      } catch (error) {
        if (!(error instanceof CoreError && error.code === "malformed")) throw error;
        refused += 1;
      }
    }),
    { numRuns: 10_000 },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(1000);
});
