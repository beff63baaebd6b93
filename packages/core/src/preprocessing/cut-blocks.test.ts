import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTrace, evenTrace, traceOf } from "../testing/traces.js";
import { SIGNALS } from "./channels.js";
import { cutBlocks } from "./cut-blocks.js";
import type { Sequences } from "./sequences.js";
import { takeDifferences } from "./take-differences.js";

/** Sequences of these lengths, all of session 0, whose dx counts up from 0 and dy down from 0. */
function counting(...lengths: number[]): Sequences {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let start = 0;
  return {
    dxPx: Float32Array.from({ length: total }, (_, i) => i),
    dyPx: Float32Array.from({ length: total }, (_, i) => -i),
    dtS: new Float32Array(total).fill(0.016),
    held: new Uint8Array(total),
    session: new Int32Array(total),
    event: new Int32Array(total),
    traces: [],
    starts: Int32Array.from(lengths, (length) => {
      start += length;
      return start - length;
    }),
  };
}

const channels = ["displacementX"] as const;
const values = (blocks: { data: Float32Array }) => [...blocks.data];

describe("cutBlocks", () => {
  test("lays data out as [count, size, channels]", () => {
    const blocks = cutBlocks(counting(5), { blockSize: 2, channels: SIGNALS.displacement });
    expect(blocks).toMatchObject({ count: 2, size: 2, channels: ["displacementX", "displacementY"] });
    expect(values(blocks)).toEqual([0, -0, 1, -1, 2, -2, 3, -3]);
  });

  test("drops what a sequence leaves over, by default", () => {
    expect(values(cutBlocks(counting(5, 1, 3), { blockSize: 2, channels }))).toEqual([0, 1, 2, 3, 6, 7]);
  });

  test("cuts concatenated leftovers into blocks after the full ones", () => {
    const blocks = cutBlocks(counting(5, 1, 3), { blockSize: 2, channels, chunks: "concatenate" });
    expect(values(blocks)).toEqual([0, 1, 2, 3, 6, 7, 4, 5]);
  });

  test("overlaps blocks with a stride below the size; leftover is what no block has reached", () => {
    const options = { blockSize: 4, stride: 2, channels, chunks: "concatenate" } as const;
    const blocks = cutBlocks(counting(7, 3), options);
    expect(values(blocks)).toEqual([0, 1, 2, 3, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("skips between blocks with a stride above the size", () => {
    const options = { blockSize: 2, stride: 3, channels, chunks: "concatenate" } as const;
    expect(values(cutBlocks(counting(7, 2), options))).toEqual([0, 1, 3, 4, 7, 8]);
    expect(values(cutBlocks(counting(4, 4), options))).toEqual([0, 1, 4, 5, 3, 7]);
  });

  test("cuts a stream in the order of time across sequences, never across sessions", () => {
    const options = { blockSize: 2, channels, chunks: "stream" } as const;
    expect(values(cutBlocks(counting(3, 2), options))).toEqual([0, 1, 2, 3]);
    const sequences = { ...counting(3, 4), session: Int32Array.of(0, 0, 0, 1, 1, 1, 1) };
    expect(values(cutBlocks(sequences, options))).toEqual([0, 1, 3, 4, 5, 6]);
  });

  test("a block belongs to the session of its first difference", () => {
    const sequences = takeDifferences([evenTrace(4), evenTrace(3), evenTrace(4)]);
    const blocks = cutBlocks(sequences, { blockSize: 2, channels, chunks: "concatenate" });
    // Differences per session: 3, 2, 3; left over: one of session 0 and one of session 2.
    expect([...blocks.session]).toEqual([0, 1, 2, 0]);
  });

  test("no sequences give no blocks, of the right shape", () => {
    const blocks = cutBlocks(takeDifferences([traceOf([])]), { channels });
    expect(blocks).toMatchObject({ count: 0, size: 128, channels });
    expect(blocks.data).toHaveLength(0);
  });

  test.each([
    [{ blockSize: 0, channels }, "out-of-range"],
    [{ blockSize: 2.5, channels }, "out-of-range"],
    [{ stride: -1, channels }, "out-of-range"],
    [{ channels: [] }, "empty"],
  ])("%o is refused as %s", (options, code) => {
    expect(() => cutBlocks(counting(5), options)).toThrow(expect.objectContaining({ code }));
  });

  test("concatenating keeps every difference once, but for less than a block at the end", () => {
    fc.assert(
      fc.property(
        fc.array(anyTrace, { maxLength: 3 }),
        fc.integer({ min: 1, max: 20 }),
        (traces, blockSize) => {
          const taken = takeDifferences(traces);
          const numbered = { ...taken, dxPx: taken.dxPx.map((_, i) => i) };
          const total = taken.dxPx.length;
          const blocks = cutBlocks(numbered, { blockSize, channels, chunks: "concatenate" });
          expect(blocks.count).toBe(Math.floor(total / blockSize));
          const held = new Set(blocks.data);
          expect(held.size).toBe(blocks.data.length);
          // The drop's blocks come first, unchanged.
          const dropped = cutBlocks(numbered, { blockSize, channels });
          expect(values(blocks).slice(0, dropped.data.length)).toEqual(values(dropped));
        },
      ),
    );
  });

  test("full blocks never cross the border of a sequence", () => {
    fc.assert(
      fc.property(
        fc.array(anyTrace, { maxLength: 3 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 12 }),
        (traces, blockSize, stride) => {
          const taken = takeDifferences(traces);
          const numbered = { ...taken, dxPx: taken.dxPx.map((_, i) => i) };
          const { data, count } = cutBlocks(numbered, { blockSize, stride, channels });
          for (let block = 0; block < count; block++) {
            const rows = data.subarray(block * blockSize, (block + 1) * blockSize);
            rows.forEach((row, k) => {
              expect(row).toBe(rows[0] + k);
              if (k > 0) expect(taken.starts).not.toContain(row);
            });
          }
        },
      ),
    );
  });

  test("4.6 million events become blocks in a moment", () => {
    const sequences = counting(...new Array<number>(4600).fill(1000));
    const blocks = cutBlocks(sequences, { channels: SIGNALS.velocity, chunks: "concatenate" });
    // About 0.3 s on two cores; a way that grows with the square would not end in a test's time.
    expect(blocks.count).toBe(Math.floor(4_600_000 / 128));
  });
});
