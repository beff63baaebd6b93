/** How well replays are found among many stored tracks, how often honest tracks are taken for one, and how fast. */
import { quantile, type Random } from "@wristprint/core";
import { LivenessError } from "../liveness-error.js";
import type { Track, TrackColumns } from "../track.js";
import { countAlarms } from "./count-alarms.js";
import { detectChange, detectChanges } from "./detect-changes.js";
import { countKnots } from "./knots.js";
import { createPath, fillPath } from "./path.js";
import { OFFSET_CHANGES } from "./replay-changes.js";
import type { DetectionRow, ReplayEvaluation, ShareFound } from "./replay-evaluation.js";
import { createReplayIndex } from "./replay-index.js";
import { REPLAY_LIMITS } from "./replay-limits.js";
import { chooseTracks, storeTracks } from "./store-tracks.js";

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

const ALARMS_NAMED = 20;

/**
 * Lets other work have its turn now and then, a signal to stop among it.
 *
 * @throws LivenessError `not-enough-data` where none of the given tracks holds enough to be told by
 */
export async function evaluateReplay(options: EvaluateReplayOptions): Promise<ReplayEvaluation> {
  const { tracks, stored, probes, honest, random, clock, processorClock } = options;
  const { asks = () => true, onProgress = () => {} } = options;
  const index = createReplayIndex();
  const { offered, chosen } = chooseTracks(tracks, stored, index);
  const given = tracks.slice(0, offered).filter(asks);
  const eligible = chosen.filter(asks);
  const isRich = richness();
  const rich = eligible.filter(isRich);
  const plainer = eligible.filter((track) => !isRich(track));
  if (rich.length === 0) {
    throw new LivenessError(
      "not-enough-data",
      `a track with enough to be told by expected, got none among ${given.length}`,
    );
  }
  const madeUp = stored - chosen.length;
  const { numberOf, madeUpKept, buildMs } = await storeTracks(index, {
    chosen,
    madeUp,
    keep: honest,
    random: random.fork("made-up"),
    clock,
    onProgress,
  });

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
  const detecting = { probes, numberOf, check, draw, onProgress };
  const detection = await detectChanges(rich, detecting);
  const detectionOfPlainer = await detectChanges(plainer, detecting);
  const byOffset: DetectionRow[] = [];
  for (const change of OFFSET_CHANGES) byOffset.push(await detectChange(change, eligible, detecting));

  const order = draw.shuffle(Float64Array.from(given.keys()));
  const honestTracks = Array.from(order, (place) => {
    const track = given[place];
    return { name: `${track.family} ${track.id}`, number: numberOf.get(track), track };
  });
  const ofGiven = await countAlarms(honestTracks, honest, check);
  const madeUpTracks = madeUpKept.map((one) => ({ name: "made up", ...one }));
  const ofMadeUp = await countAlarms(madeUpTracks, honest, check);
  onProgress(`${ofGiven.counts.alarms} false alarms among ${ofGiven.counts.probes} honest tracks`);

  return {
    stored: index.size,
    given: {
      tracks: given.length,
      eligible: eligible.length,
      share: eligible.length / given.length,
      rich: rich.length,
      richShare: rich.length / given.length,
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
    detectionOfAll: together(detection, detectionOfPlainer, {
      rich: rich.length,
      plainer: plainer.length,
      given: given.length,
    }),
    byOffset,
    falseAlarms: ofGiven.counts,
    falseAlarmsOfMadeUp: ofMadeUp.counts,
    falseAlarmRate: ofGiven.counts.rate,
    alarms: [...ofGiven.alarms, ...ofMadeUp.alarms].slice(0, ALARMS_NAMED),
    checks: checksMs.length,
    ...timesOf(checksMs, checksProcessorMs),
  };
}

/** Whether a track holds enough to be told even when all of its points are moved by 3 px. */
function richness(): (track: Track) => boolean {
  const path = createPath();
  return (track) => {
    fillPath(path, track);
    return countKnots(path, 0, path.count, REPLAY_LIMITS.coarsePx) >= REPLAY_LIMITS.piecesOfRich;
  };
}

function together(
  ofRich: readonly DetectionRow[],
  ofPlainer: readonly DetectionRow[],
  counts: { readonly rich: number; readonly plainer: number; readonly given: number },
): ShareFound[] {
  return ofRich.map(({ change, rate }, i) => {
    const found = counts.rich * rate + counts.plainer * (ofPlainer[i]?.rate ?? 0);
    return { change, rateOfStored: found / (counts.rich + counts.plainer), rate: found / counts.given };
  });
}

function timesOf(checksMs: readonly number[], checksProcessorMs: readonly number[]) {
  const ms = Float64Array.from(checksMs);
  const processorMs = Float64Array.from(checksProcessorMs);
  return {
    p50Ms: quantile(ms, 0.5),
    p99Ms: quantile(ms, 0.99),
    p50ProcessorMs: quantile(processorMs, 0.5),
    p99ProcessorMs: quantile(processorMs, 0.99),
  };
}
