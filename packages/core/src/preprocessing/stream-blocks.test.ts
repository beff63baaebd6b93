import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyTrace, evenTrace, traceOf } from "../testing/traces.js";
import type { EventColumns, Trace } from "../trace.js";
import { SIGNALS } from "./channels.js";
import { cutBlocks } from "./cut-blocks.js";
import { dropEvents } from "./drop-events.js";
import { createBlockStream, type StreamPreprocessing, streamBlocks } from "./stream-blocks.js";
import { takeDifferences } from "./take-differences.js";
import { thinEvents } from "./thin-events.js";

const thinning = { intervalMs: 1000 / 60, toleranceMs: 1 };
const preprocessing: StreamPreprocessing = {
  signal: "sixChannel",
  blockSize: 4,
  stride: 4,
  thinning,
  limitPx: 4000,
};
const anyPreprocessing = fc.record({
  signal: fc.constantFrom<StreamPreprocessing["signal"]>("sixChannel", "velocity"),
  blockSize: fc.integer({ min: 1, max: 9 }),
  stride: fc.integer({ min: 1, max: 14 }),
  thinning: fc.constantFrom(thinning, null),
  limitPx: fc.constantFrom(4000, 32_767),
});

/** Events [begin, end) of a trace. */
const piece = ({ tMs, x, y, kind, button }: Trace, begin: number, end: number): EventColumns => ({
  tMs: tMs.slice(begin, end),
  x: x.slice(begin, end),
  y: y.slice(begin, end),
  kind: kind.slice(begin, end),
  button: button.slice(begin, end),
});

describe("a stream of blocks", () => {
  it("gives, in any pieces, what the whole recording gives, bit for bit", () => {
    fc.assert(
      fc.property(anyTrace, anyPreprocessing, fc.array(fc.nat(120)), (trace, options, cuts) => {
        const borders = [0, ...cuts.filter((cut) => cut < trace.tMs.length), trace.tMs.length];
        borders.sort((a, b) => a - b);
        const stream = createBlockStream(options);
        const parts = borders.slice(1).map((end, i) => stream.push(piece(trace, borders[i] as number, end)));
        parts.push(stream.end());
        const whole = streamBlocks(trace, options);
        for (const column of ["data", "startMs", "endMs"] as const) {
          expect(parts.flatMap((part) => [...part[column]])).toEqual([...whole[column]]);
        }
        expect(stream.blocks).toBe(whole.count);
      }),
      { numRuns: 300 },
    );
  });

  it("is the functions of training, one after the other", () => {
    fc.assert(
      fc.property(anyTrace, anyPreprocessing, (trace, options) => {
        const usable = dropEvents(trace, { limitPx: options.limitPx });
        const thinned = options.thinning ? thinEvents(usable, options.thinning) : usable;
        const { data, count } = cutBlocks(takeDifferences([thinned]), {
          blockSize: options.blockSize,
          stride: options.stride,
          chunks: "stream",
          channels: SIGNALS[options.signal],
        });
        const streamed = streamBlocks(trace, options);
        expect(streamed.count).toBe(count);
        expect([...streamed.data]).toEqual([...data]);
      }),
      { numRuns: 300 },
    );
  });

  it("hands a block out with the event that fills it", () => {
    const stream = createBlockStream(preprocessing);
    const trace = evenTrace(9);
    const counts = Array.from({ length: 9 }, (_, i) => stream.push(piece(trace, i, i + 1)).count);
    expect(counts).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it("says how many more events fill the next block, exactly where none is dropped or thinned away", () => {
    const whole = evenTrace(60);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 14 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (blockSize, stride, sizes) => {
          const stream = createBlockStream({ ...preprocessing, blockSize, stride });
          let begin = 0;
          for (const size of sizes) {
            const { lacking, blocks } = stream;
            const end = Math.min(begin + size, whole.tMs.length);
            stream.push(piece(whole, begin, end));
            expect(stream.blocks > blocks).toBe(end - begin >= lacking);
            begin = end;
          }
        },
      ),
    );
  });

  it("reckons how many are lacking by how many were thinned away of late", () => {
    // A recorder eight times too fast.
    const fast = traceOf(Array.from({ length: 800 }, (_, i) => [2.5 * i, i, i]));
    const stream = createBlockStream({ ...preprocessing, blockSize: 40, stride: 40 });
    let begin = 0;
    let asked = 0;
    while (stream.blocks === 0) {
      const end = begin + stream.lacking;
      stream.push(piece(fast, begin, end));
      begin = end;
      asked++;
    }
    expect(begin).toBeLessThan(300);
    expect(asked).toBeLessThan(8);
    // By now it knows: about as many again, asked for once or twice.
    expect(stream.lacking).toBeGreaterThan(240);
    expect(stream.lacking).toBeLessThan(320);
  });

  it("says when a block's first and last events were", () => {
    const { startMs, endMs } = streamBlocks(evenTrace(12), { ...preprocessing, stride: 2 });
    expect([...startMs]).toEqual([0, 32, 64, 96]);
    expect([...endMs]).toEqual([64, 96, 128, 160]);
  });

  it("goes on across a pause, where sequences end", () => {
    const trace = traceOf([0, 16, 32, 9000, 9016, 9032].map((tMs, i) => [tMs, i, i] as const));
    expect(streamBlocks(trace, preprocessing).count).toBe(1);
  });

  it("counts the event that thinning held back at the end", () => {
    const trace = traceOf([0, 17, 34, 51, 52].map((tMs, i) => [tMs, i, i] as const));
    const stream = createBlockStream(preprocessing);
    expect(stream.push(trace).count).toBe(0);
    expect(stream.end().count).toBe(1);
    expect(streamBlocks(trace, preprocessing).count).toBe(1);
  });

  it("refuses a preprocessing that is not possible", () => {
    const make = (options: object) => () => createBlockStream({ ...preprocessing, ...options });
    expect(make({ blockSize: 0 })).toThrow(expect.objectContaining({ code: "out-of-range" }));
    expect(make({ stride: 1.5 })).toThrow(expect.objectContaining({ code: "out-of-range" }));
    expect(make({ signal: "smell" })).toThrow(expect.objectContaining({ code: "unknown-name" }));
    expect(make({ thinning: { intervalMs: 0, toleranceMs: 0 } })).toThrow(
      expect.objectContaining({ code: "out-of-range" }),
    );
  });
});
