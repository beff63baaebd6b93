/** How often altered copies of stored tracks are found. */
import type { Random } from "@wristprint/core";
import type { Track, TrackColumns } from "../track.js";
import { splice } from "./alterations.js";
import { BREATHE_EVERY, breathe } from "./breathe.js";
import type { ReplayAnswer } from "./replay-answer.js";
import { CHANGES, type Change } from "./replay-changes.js";
import type { DetectionRow } from "./replay-evaluation.js";

export interface DetectOptions {
  /** Probes for each change. */
  readonly probes: number;
  /** Of the tracks that are stored. */
  readonly numberOf: ReadonlyMap<Track, number>;
  readonly check: (probe: TrackColumns) => ReplayAnswer;
  /** What tracks are drawn and altered by. */
  readonly draw: Random;
  readonly onProgress: (line: string) => void;
}

/** Copies of tracks of the pool, drawn with replacement, under one change. */
export function detectChange(
  change: Change,
  pool: readonly Track[],
  options: DetectOptions,
): Promise<DetectionRow> {
  const make = (track: Track) => ({ probe: change.alter(track, options.draw), of: [track] });
  return detect(change, pool, make, "all", options);
}

/** Under every change, and spliced from two. */
export async function detectChanges(pool: readonly Track[], options: DetectOptions): Promise<DetectionRow[]> {
  if (pool.length === 0) return [];
  const rows: DetectionRow[] = [];
  for (const change of CHANGES) rows.push(await detectChange(change, pool, options));
  const spliced = (track: Track) => {
    const other = oneOf(pool, options.draw);
    return { probe: splice(track, other), of: [track, other] };
  };
  for (const [named, wanted] of [
    ["one of them named", "any"],
    ["both named", "all"],
  ] as const) {
    rows.push(
      await detect({ change: `spliced from halves of two, ${named}` }, pool, spliced, wanted, options),
    );
  }
  return rows;
}

/**
 * @param make alters a track, or makes a probe of several
 * @param wanted which of those it is made of must be named
 */
async function detect(
  { change, share, offsetPx }: Omit<Change, "alter">,
  pool: readonly Track[],
  make: (track: Track) => { readonly probe: TrackColumns; readonly of: readonly Track[] },
  wanted: "all" | "any",
  { probes, numberOf, check, draw, onProgress }: DetectOptions,
): Promise<DetectionRow> {
  let found = 0;
  let tooPlain = 0;
  for (let p = 0; p < probes; p++) {
    if (p % BREATHE_EVERY === 0) await breathe();
    const { probe, of } = make(oneOf(pool, draw));
    const { outcome, sources } = check(probe);
    if (outcome === "too-plain") tooPlain++;
    const named = (track: Track) => sources.some((source) => source.track === numberOf.get(track));
    if (wanted === "all" ? of.every(named) : of.some(named)) found++;
  }
  const rate = found / probes;
  onProgress(`${change}: ${(100 * rate).toFixed(2)} % found`);
  return {
    change,
    share: share ?? null,
    offsetPx: offsetPx ?? null,
    probes,
    found,
    rate,
    tooPlain: tooPlain / probes,
  };
}

function oneOf(pool: readonly Track[], draw: Random): Track {
  return pool[draw.integer(pool.length)];
}
