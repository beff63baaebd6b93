import fc from "fast-check";
import { expect, it } from "vitest";
import { anyTrace } from "../testing/traces.js";
import { cutBlocks } from "./cut-blocks.js";
import type { Sequences } from "./sequences.js";
import { setApart } from "./set-apart.js";
import { takeDifferences } from "./take-differences.js";

const channels = ["displacementX"] as const;

/** Sequences of these lengths, whose dx counts up from 0. */
function counting(...lengths: number[]): Sequences {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let start = 0;
  return {
    dxPx: Float32Array.from({ length: total }, (_, i) => i),
    dyPx: new Float32Array(total),
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

it("takes out what a full block holds, and breaks the sequence there", () => {
  const { dxPx, starts } = setApart(counting(7, 3), { blockSize: 2 }, [1]);
  expect([...dxPx]).toEqual([0, 1, 4, 5, 6, 7, 8, 9]);
  expect([...starts]).toEqual([0, 2, 5]);
});

it("takes out a leftover block's differences wherever they are from", () => {
  const { dxPx, starts } = setApart(counting(3, 3), { blockSize: 2, chunks: "concatenate" }, [2]);
  expect([...dxPx]).toEqual([0, 1, 3, 4]);
  expect([...starts]).toEqual([0, 2]);
});

it("leaves no sequence where all of one is taken", () => {
  const { dxPx, starts } = setApart(counting(2, 2, 2), { blockSize: 2 }, [1]);
  expect([...dxPx]).toEqual([0, 1, 4, 5]);
  expect([...starts]).toEqual([0, 2]);
});

it("says so of a block that there is not", () => {
  for (const block of [-1, 3, 0.5]) {
    expect(() => setApart(counting(7), { blockSize: 2 }, [block])).toThrow(/there are 3/);
  }
});

it("parts any sequences in two: together they hold every difference, and nothing twice", () => {
  fc.assert(
    fc.property(
      fc.array(anyTrace, { maxLength: 3 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("drop", "concatenate", "stream" as const),
      fc.infiniteStream(fc.boolean()),
      (traces, blockSize, chunks, chosen) => {
        const sequences = takeDifferences(traces);
        // Numbered, so that each difference is known again.
        const numbered = { ...sequences, dxPx: sequences.dxPx.map((_, i) => i) };
        const options = { blockSize, chunks } as const;
        const blocks = cutBlocks(numbered, { ...options, channels });
        const picked = Array.from({ length: blocks.count }, (_, k) => k).filter(() => chosen.next().value);
        const rest = setApart(numbered, options, picked);
        const inside = picked.flatMap((k) => [...blocks.data.subarray(k * blockSize, (k + 1) * blockSize)]);
        expect([...rest.dxPx, ...inside].sort((a, b) => a - b)).toEqual([...numbered.dxPx]);
        for (const [i, at] of rest.starts.entries())
          expect(at).toBeLessThan(rest.starts[i + 1] ?? rest.dxPx.length);
        // What runs on in a sequence ran on before.
        for (let i = 1; i < rest.dxPx.length; i++) {
          if (!rest.starts.includes(i)) expect(rest.dxPx[i]).toBe(rest.dxPx[i - 1] + 1);
        }
      },
    ),
    { numRuns: 200 },
  );
});
