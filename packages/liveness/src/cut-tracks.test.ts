import { type EventKind, eventKindCode } from "@wristprint/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTrackCutter, cutTracks } from "./cut-tracks.js";
import { MOST_POINTS } from "./replay/path.js";

type Event = readonly [kind: EventKind, tMs: number, x: number];

function columnsOf(events: readonly Event[]) {
  return {
    tMs: Float64Array.from(events, ([, t]) => t),
    x: Float32Array.from(events, ([, , x]) => x),
    y: Float32Array.from(events, ([, , x]) => 2 * x),
    kind: Uint8Array.from(events, ([kind]) => eventKindCode(kind)),
  };
}

const moves = (from: number, count: number, kind: EventKind = "move"): Event[] =>
  Array.from({ length: count }, (_, i) => [kind, from + 16 * i, i]);
const times = (events: readonly Event[]) => cutTracks(columnsOf(events)).map(({ tMs }) => [...tMs]);

describe("cutting events into tracks", () => {
  it("ends a track where the pointer rests, and passes over what is too short", () => {
    expect(times([...moves(0, 5), ...moves(400, 4), ...moves(2000, 6)])).toEqual([
      [0, 16, 32, 48, 64],
      [2000, 2016, 2032, 2048, 2064, 2080],
    ]);
  });

  it("makes one track of a drag, from its press to its release, with the rests in it", () => {
    const drag: Event[] = [
      ["press", 100, 4],
      ...moves(116, 3, "drag"),
      ...moves(1000, 2, "drag"),
      ["release", 1100, 9],
    ];
    expect(times([...moves(0, 5), ...drag, ...moves(1110, 5)])).toEqual([
      [0, 16, 32, 48, 64],
      [100, 116, 132, 148, 1000, 1016, 1100],
      [1110, 1126, 1142, 1158, 1174],
    ]);
  });

  it("goes on in another track where one is too long to be stored", () => {
    const lengths = cutTracks(columnsOf(moves(0, 2 * MOST_POINTS + 9))).map(({ x }) => x.length);
    expect(lengths).toEqual([MOST_POINTS, MOST_POINTS, 9]);
  });

  it("takes no scrolling for a movement", () => {
    const scrolled: Event[] = [...moves(0, 3), ["scrollDown", 40, 7], ["scrollUp", 41, 7], ...moves(48, 3)];
    expect(times(scrolled)).toEqual([[0, 16, 32, 48, 64, 80]]);
  });

  it("gives the same however the events come in pieces", () => {
    const event = fc.tuple(
      fc.constantFrom<EventKind>("move", "move", "move", "drag", "press", "release", "scrollUp"),
      fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 200, max: 400 })),
      fc.integer({ min: -50, max: 50 }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), fc.array(fc.nat(40)), (made, pieces) => {
        let at = 0;
        const events = made.map(([kind, after, x]): Event => {
          at += after;
          return [kind, at, x];
        });
        const cutter = createTrackCutter();
        const parts = [];
        let from = 0;
        for (const length of [...pieces, events.length]) {
          parts.push(...cutter.push(columnsOf(events.slice(from, from + length))));
          from += length;
        }
        expect([...parts, ...cutter.end()]).toEqual(cutTracks(columnsOf(events)));
      }),
    );
  });
});
