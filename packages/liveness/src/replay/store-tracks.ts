/** The index that the search for replays is measured in: recorded tracks among made-up ones. */
import type { Random } from "@wristprint/core";
import type { Track, TrackColumns } from "../track.js";
import { BREATHE_EVERY, breathe } from "./breathe.js";
import { createTrackMaker } from "./made-up-tracks.js";
import type { ReplayIndex } from "./replay-index.js";

/** Tracks as they are offered, until so many are found that may be stored. */
export interface ChosenTracks {
  /** How many were looked at, from the first on. */
  readonly offered: number;
  /** Those among them that hold enough to be stored. */
  readonly chosen: readonly Track[];
}

export function chooseTracks(tracks: readonly Track[], most: number, index: ReplayIndex): ChosenTracks {
  const chosen: Track[] = [];
  let offered = 0;
  for (; offered < tracks.length && chosen.length < most; offered++) {
    if (!index.isTooPlain(tracks[offered])) chosen.push(tracks[offered]);
  }
  return { offered, chosen };
}

export interface StoreTracksOptions {
  readonly chosen: readonly Track[];
  /** How many made-up tracks are stored too. */
  readonly madeUp: number;
  /** How many of these are handed back. */
  readonly keep: number;
  readonly random: Random;
  /** Milliseconds. */
  readonly clock: () => number;
  readonly onProgress: (line: string) => void;
}

export interface StoredTracks {
  readonly numberOf: ReadonlyMap<Track, number>;
  readonly madeUpKept: readonly { readonly number: number; readonly track: TrackColumns }[];
  /** Of the index's own time, without making tracks up. */
  readonly buildMs: number;
}

/** Stores the chosen tracks spread among those made up, for what is stored first is found most easily. */
export async function storeTracks(index: ReplayIndex, options: StoreTracksOptions): Promise<StoredTracks> {
  const { chosen, madeUp, keep, random, clock, onProgress } = options;
  const numberOf = new Map<Track, number>();
  const madeUpKept: { number: number; track: TrackColumns }[] = [];
  const makeTrack = createTrackMaker(random);
  const keepEvery = Math.max(1, Math.floor(madeUp / keep));
  let buildMs = 0;
  let made = 0;
  function store(track: TrackColumns, subject: string, name: string): number | undefined {
    const started = clock();
    const number = index.add(track, { subject, name, atMs: 0 });
    buildMs += clock() - started;
    return number;
  }
  async function makeUp(count: number): Promise<void> {
    for (const until = made + count; made < until; ) {
      const track = makeTrack();
      const number = store(track, "made up", "made up");
      if (number === undefined) continue;
      if (madeUpKept.length < keep && made % keepEvery === 0) madeUpKept.push({ number, track });
      if (++made % BREATHE_EVERY === 0) await breathe();
      if (index.size % 250_000 === 0) onProgress(`${index.size} tracks stored`);
    }
  }
  for (const [i, track] of chosen.entries()) {
    await makeUp(Math.round((madeUp * i) / chosen.length) - made);
    numberOf.set(track, store(track, track.family, track.id) as number);
  }
  await makeUp(madeUp - made);
  onProgress(`${index.size} tracks stored`);
  return { numberOf, madeUpKept, buildMs };
}
