import fc from "fast-check";
import { expect, it } from "vitest";
import { anyTrace } from "../testing/traces.js";
import { blockDifferences } from "./block-differences.js";
import { channelColumn } from "./channels.js";
import { cutBlocks } from "./cut-blocks.js";
import { takeDifferences } from "./take-differences.js";

const options = fc.record({
  blockSize: fc.integer({ min: 1, max: 9 }),
  stride: fc.integer({ min: 1, max: 14 }),
  chunks: fc.constantFrom("drop" as const, "concatenate" as const, "stream" as const),
});

it("names the difference that each row of each block holds", () => {
  fc.assert(
    fc.property(fc.array(anyTrace, { maxLength: 3 }), options, (traces, cut) => {
      const sequences = takeDifferences(traces);
      const column = channelColumn(sequences, "velocityX");
      const named = Array.from(blockDifferences(sequences, cut), (row) => column[row]);
      expect(named).toEqual([...cutBlocks(sequences, { ...cut, channels: ["velocityX"] }).data]);
    }),
  );
});

it("names none twice where blocks do not overlap", () => {
  fc.assert(
    fc.property(fc.array(anyTrace, { maxLength: 3 }), options, (traces, cut) => {
      const rows = blockDifferences(takeDifferences(traces), { ...cut, stride: cut.blockSize });
      expect(new Set(rows).size).toBe(rows.length);
    }),
  );
});
