import { decodeBatch, encodeBatch, streamBlocks } from "@wristprint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { moveHand } from "./made-up-hand.js";

const stretch = fc.record({
  recording: fc.integer({ min: 0, max: 0xffff_ffff }),
  rateHz: fc.integer({ min: 1, max: 1000 }),
  begin: fc.nat(20_000),
  count: fc.integer({ min: 1, max: 60 }),
});

it("makes batches of the wire format, event after event at its rate", () => {
  fc.assert(
    fc.property(stretch, ({ begin, count, ...rest }) => {
      const batch = decodeBatch(encodeBatch(moveHand({ ...rest, begin, end: begin + count }, 3)));
      expect(batch).toMatchObject({ recording: rest.recording, sequence: 3 });
      expect([...batch.tMs]).toEqual(
        Array.from({ length: count }, (_, i) => Math.round(((begin + i) * 10_000) / rest.rateHz) / 10),
      );
    }),
  );
});

it("moves as one hand, whatever the pieces", () => {
  const whole = moveHand({ recording: 7, rateHz: 60, begin: 0, end: 100 }, 1);
  const later = moveHand({ recording: 7, rateHz: 60, begin: 40, end: 100 }, 2);
  for (const column of ["tMs", "x", "y"] as const)
    expect([...whole[column].slice(40)]).toEqual([...later[column]]);
});

it("fills a block of n differences with n + 1 events at the model's rate", () => {
  const preprocessing = {
    signal: "sixChannel",
    blockSize: 128,
    stride: 128,
    thinning: { intervalMs: 1000 / 60, toleranceMs: 1 },
    limitPx: 4000,
  } as const;
  const blocks = (end: number) =>
    streamBlocks(moveHand({ recording: 7, rateHz: 60, begin: 0, end }, 1), preprocessing);
  expect(blocks(128).count).toBe(0);
  expect(blocks(129).count).toBe(1);
  expect(blocks(257).count).toBe(2);
});
