import type { Random } from "@wristprint/core";
import type { TrackRequest } from "./generator.js";
import { drawRecorderClock } from "./recorder-clock.js";

const MOST_EVENTS = 1000;
const FEWEST_STEPS = 6;
/** Moments at which a way is looked at to measure its length. */
const SURVEYED = 256;

interface Steps {
  readonly times: readonly number[];
  readonly places: readonly (readonly [x: number, y: number])[];
}

/**
 * Draws how a script's ways are made and recorded. A script is driven by time, and is where it should be whenever it acts;
 * or sets the pointer forward in a loop and sleeps, so that its steps are as planned however late each comes; or makes
 * steps of one length with sleeps that change. Now and then it waits before the first or rests in between. A recorder
 * sees each step or, as browsers do, where the pointer is at each frame. Places are whole pixels, times milliseconds.
 */
export function drawRecording(random: Random): TrackRequest["record"] {
  const nextMs = drawRecorderClock(random);
  const make = [stepByTime, stepInLoop, stepEvenly][random.integer(3)] ?? stepByTime;
  const stepPx = 2 * 15 ** random.uniform();
  const changing = random.uniform();
  const rests = random.uniform() < 0.4 ? 1 + random.integer(4) : 0;
  const longestRestMs = 100 * 20 ** random.uniform();
  const waitMs = random.uniform() < 0.4 ? 1500 * random.uniform() ** 2 : 0;
  const frameMs =
    random.uniform() < 0.5 ? [4, 8, 1000 / 60, 1000 / 60, 1000 / 30][random.integer(5)] : undefined;
  return (durationMs, at) => {
    const { times, places } = make(durationMs, at, { nextMs, stepPx, changing, random });
    const lateMs = new Float64Array(times.length).fill(waitMs, 1);
    for (let rest = 0; rest < rests; rest++) {
      const from = 1 + random.integer(times.length - 1);
      const ms = longestRestMs * random.uniform();
      for (let step = from; step < lateMs.length; step++) lateMs[step] = (lateMs[step] as number) + ms;
    }
    const seen = atFrames({ times: times.map((time, i) => time + (lateMs[i] as number)), places }, frameMs);
    return {
      tMs: Float64Array.from(seen.times, Math.round),
      x: Float32Array.from(seen.places, ([x]) => Math.round(x)),
      y: Float32Array.from(seen.places, ([, y]) => Math.round(y)),
    };
  };
}

interface Manner {
  readonly nextMs: () => number;
  readonly stepPx: number;
  /** How much sleeps drift, as the standard deviation of their logarithm. */
  readonly changing: number;
  readonly random: Random;
}

type Way = Parameters<TrackRequest["record"]>[1];

function timesOf(durationMs: number, nextMs: () => number): number[] {
  const times = [0];
  let ms = 0;
  while (ms < durationMs && times.length < MOST_EVENTS) {
    ms += Math.max(1, Math.min(nextMs(), durationMs / FEWEST_STEPS));
    times.push(Math.min(ms, durationMs));
  }
  return times;
}

function stepByTime(durationMs: number, at: Way, { nextMs }: Manner): Steps {
  const times = timesOf(durationMs, nextMs);
  return { times, places: times.map(at) };
}

function stepInLoop(durationMs: number, at: Way, { nextMs }: Manner): Steps {
  const times = timesOf(durationMs, nextMs);
  const steps = times.length - 1;
  return { times, places: times.map((_, step) => at(durationMs * (step / steps))) };
}

function stepEvenly(durationMs: number, at: Way, { nextMs, stepPx, changing, random }: Manner): Steps {
  const surveyed = Array.from({ length: SURVEYED + 1 }, (_, i) => at((durationMs * i) / SURVEYED));
  const way = [0];
  for (let i = 1; i <= SURVEYED; i++) {
    const [[ax, ay], [bx, by]] = [surveyed[i - 1], surveyed[i]] as [
      readonly [number, number],
      readonly [number, number],
    ];
    way.push((way[i - 1] as number) + Math.hypot(bx - ax, by - ay));
  }
  const whole = way[SURVEYED] as number;
  const steps = Math.max(FEWEST_STEPS, Math.min(MOST_EVENTS, Math.round(whole / stepPx)));
  const places: (readonly [number, number])[] = [];
  const times: number[] = [];
  let [i, ms, drift] = [1, 0, 0];
  for (let step = 0; step <= steps; step++) {
    const gone = (whole * step) / steps;
    while (i < SURVEYED && (way[i] as number) < gone) i++;
    const [fromPx, toPx] = [way[i - 1] as number, way[i] as number];
    const share = toPx > fromPx ? Math.min(1, (gone - fromPx) / (toPx - fromPx)) : 1;
    const [[ax, ay], [bx, by]] = [surveyed[i - 1], surveyed[i]] as [
      readonly [number, number],
      readonly [number, number],
    ];
    places.push([ax + share * (bx - ax), ay + share * (by - ay)]);
    times.push(ms);
    drift = 0.95 * drift + 0.3 * random.normal();
    ms += nextMs() * Math.exp(changing * drift);
  }
  return { times, places };
}

/** What a recorder sees that looks at each frame, and tells only of changes; all of it where there are no frames. */
function atFrames(steps: Steps, frameMs: number | undefined): Steps {
  if (frameMs === undefined) return steps;
  const times: number[] = [];
  const places: (readonly [number, number])[] = [];
  for (const [i, time] of steps.times.entries()) {
    const seenAt = Math.ceil(time / frameMs) * frameMs;
    if (times[times.length - 1] === seenAt && times.length > 1) {
      times.pop();
      places.pop();
    }
    times.push(seenAt);
    places.push(steps.places[i] as readonly [number, number]);
  }
  return times.length > 3 ? { times, places } : steps;
}
