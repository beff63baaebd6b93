import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeRecord, encodeRecord, type TrackRecord } from "./track-record.js";

const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const added: fc.Arbitrary<TrackRecord> = fc
  .record({
    number: whole,
    subject: fc.string({ unit: "grapheme", maxLength: 20 }),
    name: fc.string({ maxLength: 20 }),
    atMs: fc.double({ noNaN: true }),
    points: fc.array(
      fc.tuple(fc.double({ noNaN: true }), fc.float({ noNaN: true }), fc.float({ noNaN: true })),
      {
        maxLength: 20,
      },
    ),
  })
  .map(({ points, ...rest }) => ({
    kind: "added",
    ...rest,
    track: {
      tMs: Float64Array.from(points, ([t]) => t),
      x: Float32Array.from(points, ([, x]) => x),
      y: Float32Array.from(points, ([, , y]) => y),
    },
  }));
const removed: fc.Arbitrary<TrackRecord> = fc
  .array(whole, { maxLength: 20 })
  .map((numbers) => ({ kind: "removed", numbers }));

it("reads what it writes, and refuses it cut short", () => {
  fc.assert(
    fc.property(fc.oneof(added, removed), fc.nat(), (record, cut) => {
      const bytes = encodeRecord(record);
      expect(decodeRecord(bytes)).toEqual(record);
      expect(() => decodeRecord(bytes.subarray(0, cut % bytes.length))).toThrow(/expected, got/);
    }),
    { numRuns: 60 },
  );
});
