import fc from "fast-check";
import { EVENT_KINDS, type EventKind, eventKindCode, type Trace } from "../trace.js";

/** A move at these pixels and milliseconds, or another kind of event. */
export type TestEvent = readonly [tMs: number, x: number, y: number, kind?: EventKind];

/** A trace from events written out by hand. */
export function traceOf(events: readonly TestEvent[], session = "s"): Trace {
  return {
    subject: "u",
    session,
    part: "training",
    tMs: Float64Array.from(events, ([tMs]) => tMs),
    x: Float32Array.from(events, ([, x]) => x),
    y: Float32Array.from(events, ([, , y]) => y),
    kind: Uint8Array.from(events, ([, , , kind]) => eventKindCode(kind ?? "move")),
    button: new Uint8Array(events.length),
  };
}

/** A trace of `count` moves, 16 ms and (1, 2) px apart. */
export function evenTrace(count: number): Trace {
  return traceOf(Array.from({ length: count }, (_, i) => [16 * i, i, 2 * i] as const));
}

/** Any trace, its times in order but with gaps of seconds, its places also at sentinels. */
export const anyTrace: fc.Arbitrary<Trace> = fc
  .array(
    fc.record({
      step: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1990, max: 2010 })),
      x: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: -100, max: 3999 }) },
        { weight: 1, arbitrary: fc.constant(65535) },
      ),
      y: fc.integer({ min: 0, max: 4010 }),
      kind: fc.constantFrom(...EVENT_KINDS),
    }),
    { maxLength: 120 },
  )
  .map((rows) => {
    let tMs = 0;
    return traceOf(
      rows.map(({ step, x, y, kind }) => {
        tMs += step;
        return [tMs, x, y, kind] as const;
      }),
    );
  });
