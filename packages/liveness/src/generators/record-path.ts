import type { Random } from "@wristprint/core";
import type { TrackRequest } from "./generator.js";
import { drawRecorderClock } from "./recorder-clock.js";

const MOST_EVENTS = 1000;
const FEWEST_STEPS = 6;

/**
 * Draws how a script's ways are recorded: whole pixels and milliseconds, events as a clock spaces them, now and then a
 * wait before the first or a rest in between. Half of the scripts are driven by time, and are where they should be at each event; the others
 * set the pointer forward in a loop and sleep, so that their steps are even however late each comes.
 */
export function drawRecording(random: Random): TrackRequest["record"] {
  const nextMs = drawRecorderClock(random);
  const loops = random.uniform() < 0.5;
  const rests = random.uniform() < 0.4 ? 1 + random.integer(4) : 0;
  const longestRestMs = 100 * 20 ** random.uniform();
  const waitMs = random.uniform() < 0.4 ? 1500 * random.uniform() ** 2 : 0;
  return (durationMs, at) => {
    const times: number[] = [0];
    let ms = 0;
    while (ms < durationMs && times.length < MOST_EVENTS) {
      ms += Math.max(1, Math.min(nextMs(), durationMs / FEWEST_STEPS));
      times.push(Math.min(ms, durationMs));
    }
    const steps = times.length - 1;
    const places = times.map((time, step) => at(loops ? durationMs * (step / steps) : time));
    const lateMs = new Float64Array(times.length).fill(waitMs, 1);
    for (let rest = 0; rest < rests; rest++) {
      const from = 1 + random.integer(steps);
      const ms = longestRestMs * random.uniform();
      for (let step = from; step < lateMs.length; step++) lateMs[step] = (lateMs[step] as number) + ms;
    }
    return {
      tMs: Float64Array.from(times, (time, step) => Math.round(time + (lateMs[step] as number))),
      x: Float32Array.from(places, ([x]) => Math.round(x)),
      y: Float32Array.from(places, ([, y]) => Math.round(y)),
    };
  };
}
