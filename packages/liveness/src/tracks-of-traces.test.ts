import type { Trace } from "@wristprint/core";
import { datasetFormat } from "@wristprint/datasets";
import { expect, it } from "vitest";
import { tracksOf } from "./tracks-of-traces.js";

function trace(events: readonly (readonly [t: number, x: number, y: number, kind: number])[]): Trace {
  return {
    subject: "bot_x",
    session: "a",
    part: "training",
    genuine: false,
    tMs: Float64Array.from(events, ([t]) => t),
    x: Float32Array.from(events, ([, x]) => x),
    y: Float32Array.from(events, ([, , y]) => y),
    kind: Uint8Array.from(events, ([, , , kind]) => kind),
    button: new Uint8Array(events.length),
  };
}

it("takes a track from its first press to the release after it", () => {
  const events = trace([
    [0, 9, 9, 3],
    [5, 1, 1, 2],
    [9, 2, 1, 0],
    [900, 3, 1, 0],
    [910, 3, 1, 3],
    [2000, 700, 500, 3],
  ]);
  expect(tracksOf([events], datasetFormat("delbot"))).toEqual([
    {
      id: "a",
      family: "delbot/bot_x",
      human: false,
      tMs: Float64Array.of(5, 9, 900, 910),
      x: Float32Array.of(1, 2, 3, 3),
      y: Float32Array.of(1, 1, 1, 1),
    },
  ]);
});

it("takes the slider's numbers back to pixels and milliseconds", () => {
  const events = trace([
    [0, 437, 2334, 0],
    [24, 451, 2360, 0],
  ]);
  const [track] = tracksOf([events], datasetFormat("slider"));
  expect([track?.tMs, track?.x, track?.y]).toEqual([
    Float64Array.of(0, 8),
    Float32Array.of(0, 2),
    Float32Array.of(0, 2),
  ]);
});

it("cuts other recordings, which people made, at their rests", () => {
  const row = (t: number) => [t, t, 0, 0] as const;
  const events = trace([...[0, 8, 16, 24, 32, 40], ...[1000, 1008, 1016, 1024, 1032]].map(row));
  const tracks = tracksOf([events], datasetFormat("dfl"));
  expect(tracks.map(({ id, human, tMs }) => [id, human, tMs.length])).toEqual([
    ["a#1", true, 6],
    ["a#2", true, 5],
  ]);
});
