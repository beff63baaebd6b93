/** How well replays are found among many stored tracks, how often honest tracks are taken for one, and how fast. */
import { quantile, type Random } from "@wristprint/core";
import { LivenessError } from "../liveness-error.js";
import type { Track, TrackColumns } from "../track.js";
import {
  type Alteration,
  copyTrack,
  cutOut,
  type MovePointsOptions,
  mirror,
  movePoints,
  sampleAnew,
  scaleTime,
  shiftInPlace,
  splice,
} from "./alterations.js";
import { countKnots } from "./knots.js";
import { createTrackMaker } from "./made-up-tracks.js";
import { createPath, fillPath } from "./path.js";
import { createReplayIndex, type ReplayMemory } from "./replay-index.js";
import { REPLAY_LIMITS } from "./replay-limits.js";

export interface EvaluateReplayOptions {
  /** Recorded people's tracks; their `family` is the subject or whatever they share. */
  readonly tracks: readonly Track[];
  /** Those of them that probes are made of and alarms are counted on: by default all. All are stored. */
  readonly asks?: (track: Track) => boolean;
  /** Tracks to store: those given, and made-up ones for what they do not reach. */
  readonly stored: number;
  /** Probes for each change. */
  readonly probes: number;
  /** At most so many of the given tracks that are not too plain to tell are checked against all others. */
  readonly honest: number;
  readonly random: Random;
  /** Milliseconds, the finer the better. */
  readonly clock: () => number;
  /** Milliseconds for which processors have worked for this process, which other processes do not lengthen. */
  readonly processorClock: () => number;
  readonly onProgress?: (line: string) => void;
}

/** How often a kind of change was found. */
export interface DetectionRow {
  readonly change: string;
  /** Of the points that were moved, where some were. */
  readonly share: number | null;
  readonly offsetPx: number | null;
  readonly probes: number;
  /** Found, and the stored track named, of all probes. */
  readonly found: number;
  readonly rate: number;
  /** Of all probes, those that had become too plain to tell. */
  readonly tooPlain: number;
}

/** How often a kind of change was found, rich tracks and others together as they are among those asked with. */
export interface ShareFound {
  readonly change: string;
  readonly rateOfStored: number;
  /** Of all, those among them that are too plain to be stored. */
  readonly rate: number;
}

export interface FalseAlarms {
  /** Tracks that were not too plain to tell. */
  readonly probes: number;
  readonly alarms: number;
  readonly rate: number;
}

export interface ReplayEvaluation {
  readonly stored: number;
  /**
   * Of the given tracks that are asked with: how many there are, how many are not too plain to be stored, and how many of these hold enough
   * to be told even when all of their points are moved by 3 px; with their shares of all.
   */
  readonly given: {
    readonly tracks: number;
    readonly eligible: number;
    readonly share: number;
    readonly rich: number;
    readonly richShare: number;
  };
  readonly madeUp: number;
  /** Building the index of all tracks: of the index's own time, without making tracks up. */
  readonly buildSeconds: number;
  readonly tracksPerSecond: number;
  readonly bytesPerTrack: number;
  readonly bytesPerTrackOf: ReplayMemory;
  /** Of rich tracks; and of those that are stored and are not rich. */
  readonly detection: readonly DetectionRow[];
  readonly detectionOfPlainer: readonly DetectionRow[];
  /** The two together; and with what is too plain to be stored, which is never found. */
  readonly detectionOfAll: readonly ShareFound[];
  /** As Figure 12 of the paper: x moved by 1 or 3 px, for shares of the points from none to all, of all stored tracks. */
  readonly byOffset: readonly DetectionRow[];
  /** Given tracks against all stored ones but themselves, whether stored or not; and the same of made-up ones. */
  readonly falseAlarms: FalseAlarms;
  readonly falseAlarmsOfMadeUp: FalseAlarms;
  readonly falseAlarmRate: number;
  /** Of the first alarms, which track was taken for a copy of which. */
  readonly alarms: readonly {
    readonly track: string;
    readonly takenFor: string;
    readonly distancePx: number;
    readonly knots: number;
  }[];
  readonly checks: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The same of processors' time. */
  readonly p50ProcessorMs: number;
  readonly p99ProcessorMs: number;
}

interface Change {
  readonly change: string;
  readonly share?: number;
  readonly offsetPx?: number;
  readonly alter: Alteration;
}

const CHANGES: readonly Change[] = [
  { change: "exact copy", alter: copyTrack },
  moved("10 % of points moved by 1 px", { share: 0.1, px: 1, axes: "both" }),
  moved("all points moved by up to 1 px", { share: 1, px: 1, upTo: true, axes: "both" }),
  moved("50 % of points moved by 3 px", { share: 0.5, px: 3, axes: "both" }),
  moved("50 % of points moved by 3 px, x alone", { share: 0.5, px: 3, axes: "x" }),
  moved("all points moved by 3 px", { share: 1, px: 3, axes: "both" }),
  { change: "shifted in place", alter: shiftInPlace(300) },
  { change: "time scaled, 0.5 to 2", alter: scaleTime(0.5, 2) },
  { change: "mirrored", alter: mirror },
  { change: "sampled anew every 16 ms", alter: sampleAnew(16) },
  { change: "sampled anew every 8 ms", alter: sampleAnew(8) },
  {
    change: "shifted, time scaled, all points moved by up to 1 px",
    alter: together(
      shiftInPlace(300),
      scaleTime(0.5, 2),
      movePoints({ share: 1, px: 1, upTo: true, axes: "both" }),
    ),
  },
  { change: "sampled anew every 16 ms, time scaled", alter: together(sampleAnew(16), scaleTime(0.5, 2)) },
  { change: "cut to 60 %", alter: cutOut(0.6) },
];
const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const OFFSETS_PX = [1, 3];
const ALARMS_NAMED = 20;
const BREATHE_EVERY = 256;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

function moved(change: string, options: MovePointsOptions): Change {
  return { change, share: options.share, offsetPx: options.px, alter: movePoints(options) };
}
function together(...alterations: readonly Alteration[]): Alteration {
  return (track, random) => alterations.reduce((altered, alter) => alter(altered, random), track);
}

/**
 * Lets other work have its turn now and then, a signal to stop among it.
 *
 * @throws LivenessError `not-enough-data` where none of the given tracks holds enough to be told by
 */
export async function evaluateReplay(options: EvaluateReplayOptions): Promise<ReplayEvaluation> {
  const { tracks, stored, probes, honest, random, clock, processorClock } = options;
  const { asks = () => true, onProgress = () => {} } = options;
  const index = createReplayIndex();
  const numberOf = new Map<Track, number>();
  let buildMs = 0;
  function store(track: TrackColumns, subject: string, name: string): number | undefined {
    const started = clock();
    const number = index.add(track, { subject, name, atMs: 0 });
    buildMs += clock() - started;
    return number;
  }
  const given = tracksToStore();
  function tracksToStore(): { offered: readonly Track[]; chosen: readonly Track[] } {
    const chosen: Track[] = [];
    let offered = 0;
    for (; offered < tracks.length && chosen.length < stored; offered++) {
      if (!index.isTooPlain(tracks[offered])) chosen.push(tracks[offered]);
    }
    return { offered: tracks.slice(0, offered).filter(asks), chosen };
  }
  const path = createPath();
  const isRich = (track: Track) => {
    fillPath(path, track);
    return countKnots(path, 0, path.count, REPLAY_LIMITS.coarsePx) >= REPLAY_LIMITS.piecesOfRich;
  };
  if (!given.chosen.some((track) => asks(track) && isRich(track))) {
    throw new LivenessError(
      "not-enough-data",
      `a track with enough to be told by expected, got none among ${given.offered.length}`,
    );
  }
  const makeTrack = createTrackMaker(random.fork("made-up"));
  const madeUp = stored - given.chosen.length;
  const keepEvery = Math.max(1, Math.floor(madeUp / honest));
  const madeUpKept: { number: number; track: TrackColumns }[] = [];
  let made = 0;
  async function makeUp(count: number): Promise<void> {
    for (const until = made + count; made < until; ) {
      const track = makeTrack();
      const number = store(track, "made up", "made up");
      if (number === undefined) continue;
      if (madeUpKept.length < honest && made % keepEvery === 0) madeUpKept.push({ number, track });
      if (++made % BREATHE_EVERY === 0) await breathe();
      if (index.size % 250_000 === 0) onProgress(`${index.size} tracks stored`);
    }
  }
  // Spread among those made up, for what is stored first is found most easily.
  for (const [i, track] of given.chosen.entries()) {
    await makeUp(Math.round((madeUp * i) / given.chosen.length) - made);
    numberOf.set(track, store(track, track.family, track.id) as number);
  }
  await makeUp(madeUp - made);
  onProgress(`${index.size} tracks stored`);
  const eligible = given.chosen.filter(asks);

  const checksMs: number[] = [];
  const checksProcessorMs: number[] = [];
  function check(track: TrackColumns, except?: number) {
    const [started, startedProcessor] = [clock(), processorClock()];
    const answer = index.check(track, except);
    checksProcessorMs.push(processorClock() - startedProcessor);
    checksMs.push(clock() - started);
    return answer;
  }
  const draw = random.fork("probes");
  const rich = eligible.filter(isRich);
  const plainer = eligible.filter((track) => !isRich(track));
  const oneOf = (pool: readonly Track[]) => pool[draw.integer(pool.length)];
  /** `make` alters a track, or makes a probe of several: those that must be named. */
  async function detect(
    { change, share, offsetPx }: Pick<Change, "change" | "share" | "offsetPx">,
    pool: readonly Track[],
    make: (track: Track) => { readonly probe: TrackColumns; readonly of: readonly Track[] },
    all = true,
  ): Promise<DetectionRow> {
    let found = 0;
    let tooPlain = 0;
    for (let p = 0; p < probes; p++) {
      if (p % BREATHE_EVERY === 0) await breathe();
      const { probe, of } = make(oneOf(pool));
      const { outcome, sources } = check(probe);
      if (outcome === "too-plain") tooPlain++;
      const named = (track: Track) => sources.some((source) => source.track === numberOf.get(track));
      if (all ? of.every(named) : of.some(named)) found++;
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
  const altered = (change: Change, pool: readonly Track[]) =>
    detect(change, pool, (track) => ({ probe: change.alter(track, draw), of: [track] }));
  const splicedFrom = (pool: readonly Track[]) => (track: Track) => {
    const other = oneOf(pool);
    return { probe: splice(track, other), of: [track, other] };
  };
  async function detectAll(pool: readonly Track[]): Promise<DetectionRow[]> {
    if (pool.length === 0) return [];
    const rows: DetectionRow[] = [];
    for (const change of CHANGES) rows.push(await altered(change, pool));
    const [one, both] = ["one of them named", "both named"].map(
      (named) => `spliced from halves of two, ${named}`,
    );
    rows.push(await detect({ change: one }, pool, splicedFrom(pool), false));
    rows.push(await detect({ change: both }, pool, splicedFrom(pool)));
    return rows;
  }
  const detection = await detectAll(rich);
  const detectionOfPlainer = await detectAll(plainer);
  const byOffset: DetectionRow[] = [];
  for (const px of OFFSETS_PX) {
    for (const share of SHARES) {
      const change = `${Math.round(100 * share)} % of points moved by ${px} px, x alone`;
      byOffset.push(await altered(moved(change, { share, px, axes: "x" }), eligible));
    }
  }

  const order = draw.shuffle(Float64Array.from(given.offered.keys()));
  const alarms: { track: string; takenFor: string; distancePx: number; knots: number }[] = [];
  const ofGiven = await countAlarms(
    Array.from(order, (place) => {
      const track = given.offered[place];
      return { name: `${track.family} ${track.id}`, number: numberOf.get(track), track };
    }),
  );
  const ofMadeUp = await countAlarms(
    madeUpKept.map(({ number, track }) => ({ name: "made up", number, track })),
  );
  async function countAlarms(
    honestTracks: readonly { name: string; number: number | undefined; track: TrackColumns }[],
  ): Promise<FalseAlarms> {
    let count = 0;
    let asked = 0;
    for (const [i, { name, number, track }] of honestTracks.entries()) {
      if (asked === honest) break;
      if (i % BREATHE_EVERY === 0) await breathe();
      const { outcome, sources } = check(track, number);
      if (outcome === "too-plain") continue;
      asked++;
      if (sources.length === 0) continue;
      count++;
      if (alarms.length >= ALARMS_NAMED) continue;
      const { subject, name: stored, distancePx, knots } = sources[0];
      alarms.push({ track: name, takenFor: `${subject} ${stored}`, distancePx, knots });
    }
    return { probes: asked, alarms: count, rate: count / Math.max(1, asked) };
  }
  onProgress(`${ofGiven.alarms} false alarms among ${ofGiven.probes} honest tracks`);
  const ms = Float64Array.from(checksMs);
  const processorMs = Float64Array.from(checksProcessorMs);
  return {
    stored: index.size,
    given: {
      tracks: given.offered.length,
      eligible: eligible.length,
      share: eligible.length / given.offered.length,
      rich: rich.length,
      richShare: rich.length / given.offered.length,
    },
    madeUp,
    buildSeconds: buildMs / 1000,
    tracksPerSecond: index.size / (buildMs / 1000),
    bytesPerTrack: index.bytes / index.size,
    bytesPerTrackOf: {
      paths: index.memory.paths / index.size,
      keys: index.memory.keys / index.size,
      table: index.memory.table / index.size,
    },
    detection,
    detectionOfPlainer,
    detectionOfAll: detection.map(({ change, rate }, i) => {
      const found = rich.length * rate + plainer.length * (detectionOfPlainer[i]?.rate ?? 0);
      return { change, rateOfStored: found / eligible.length, rate: found / given.offered.length };
    }),
    byOffset,
    falseAlarms: ofGiven,
    falseAlarmsOfMadeUp: ofMadeUp,
    falseAlarmRate: ofGiven.rate,
    alarms,
    checks: ms.length,
    p50Ms: quantile(ms, 0.5),
    p99Ms: quantile(ms, 0.99),
    p50ProcessorMs: quantile(processorMs, 0.5),
    p99ProcessorMs: quantile(processorMs, 0.99),
  };
}
