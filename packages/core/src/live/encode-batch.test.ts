import fc from "fast-check";
import { expect, it } from "vitest";
import { GOLDEN_BATCH } from "../testing/live-bytes.js";
import { decodeBatch } from "./decode-batch.js";
import { encodeBatch } from "./encode-batch.js";
import { LIVE_LIMITS, type LiveBatch } from "./live-batch.js";

const uint = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const px = fc.integer({ min: -LIVE_LIMITS.coordinatePx, max: LIVE_LIMITS.coordinatePx });
/** Kind and button that go together. */
const codes = fc.constantFrom([0, 0], [1, 1], [2, 2], [3, 4], [4, 5], [5, 5]);
const event = fc.record({ step: uint(25), x: px, y: px, codes, pointer: uint(2) });

it("writes the batch written by hand, byte by byte", () => {
  expect(encodeBatch(decodeBatch(GOLDEN_BATCH))).toEqual(GOLDEN_BATCH);
});

it("writes what the reader reads", () => {
  const header = fc.tuple(uint(32), fc.integer({ min: 1, max: 2 ** 32 - 1 }), uint(16), uint(16), uint(16));
  fc.assert(
    fc.property(header, uint(30), fc.array(event, { minLength: 1, maxLength: 100 }), (head, base, events) => {
      const [recording, sequence, screenWidthPx, screenHeightPx, samplingRateHz] = head;
      const ticks = [base];
      for (const { step } of events.slice(1)) ticks.push(ticks[ticks.length - 1] + step);
      fc.pre(ticks[ticks.length - 1] <= LIVE_LIMITS.ticks);
      const batch: LiveBatch = {
        recording,
        sequence,
        screenWidthPx,
        screenHeightPx,
        devicePixelRatio: 1.25,
        samplingRateHz,
        tMs: Float64Array.from(ticks, (tick) => tick / 10),
        x: Float32Array.from(events, ({ x }) => x),
        y: Float32Array.from(events, ({ y }) => y),
        kind: Uint8Array.from(events, ({ codes: [kind] }) => kind),
        button: Uint8Array.from(events, ({ codes: [, button] }) => button),
        pointer: Uint8Array.from(events, ({ pointer }) => pointer),
      };
      expect(decodeBatch(encodeBatch(batch))).toEqual(batch);
    }),
  );
});
