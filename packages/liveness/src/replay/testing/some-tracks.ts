import { createRandom } from "@wristprint/core";
import type { TrackColumns } from "../../track.js";
import { createTrackMaker } from "../made-up-tracks.js";
import { createReplayIndex, type ReplayIndex } from "../replay-index.js";

/** An index of so many made-up tracks, of ten subjects in turn; tracks by their number. */
export function indexOf(count: number, seed = 1): { index: ReplayIndex; tracks: Map<number, TrackColumns> } {
  const index = createReplayIndex();
  const tracks = new Map<number, TrackColumns>();
  for (const track of someTracks(count, seed)) {
    const number = index.add(track, {
      subject: `user${index.size % 10}`,
      name: `n${index.size}`,
      atMs: index.size,
    });
    if (number !== undefined) tracks.set(number, track);
  }
  return { index, tracks };
}

/** So many made-up tracks, none too plain to be stored. */
export function someTracks(count: number, seed: number): TrackColumns[] {
  const make = createTrackMaker(createRandom(seed));
  const index = createReplayIndex();
  const tracks: TrackColumns[] = [];
  while (tracks.length < count) {
    const track = make();
    if (!index.isTooPlain(track)) tracks.push(track);
  }
  return tracks;
}

/** A track of these places, a point every 16 ms. */
export function trackOf(...places: (readonly [x: number, y: number])[]): TrackColumns {
  return {
    tMs: Float64Array.from(places, (_, i) => 16 * i),
    x: Float32Array.from(places, ([x]) => x),
    y: Float32Array.from(places, ([, y]) => y),
  };
}
