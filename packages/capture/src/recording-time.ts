/** A stamp further than this from now, in ms, is of another clock: 0, an epoch time, a made-up one. */
const TRUSTED_MS = 60_000;
/** A step back of more than this is the clock's; a smaller one is the order of two events. */
const LEAP_MS = 1_000;
const TICKS_PER_MS = 10;

/**
 * Makes times of a recording from the stamps of events: ticks of 0.1 ms since now, never decreasing.
 * A stamp of another clock is replaced by now. Where the clock leaps back, time goes on from where it was.
 *
 * @returns ticks of a stamp; −1 for an event from before the recording, which is none of its business
 */
export function createRecordingTime(clock: { now(): number }): (stampMs: number) => number {
  let origin = clock.now();
  let lastMs = -1;
  return (stampMs) => {
    const current = clock.now();
    const trusted = Math.abs(current - stampMs) <= TRUSTED_MS ? stampMs : current;
    if (lastMs < 0 && trusted < origin) return -1;
    const ms = trusted - origin;
    if (ms < lastMs - LEAP_MS) origin = trusted - lastMs;
    lastMs = Math.max(ms, lastMs);
    return Math.round(lastMs * TICKS_PER_MS);
  };
}
