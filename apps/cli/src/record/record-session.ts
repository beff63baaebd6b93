import { setTimeout as sleep } from "node:timers/promises";
import type { PointerEvent, PointerSource } from "./pointer-source.js";

export interface RecordSessionOptions {
  readonly source: PointerSource;
  /** Keeps events as they come; what it throws ends the recording and is thrown. */
  readonly keep: (events: readonly PointerEvent[]) => void;
  readonly seconds: number;
  /** Ends the recording early. */
  readonly stopping: AbortSignal;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Called when the pointer is being read, from which moment the seconds count. */
  readonly onBegin: () => void;
  readonly onProgress: (progress: { readonly seconds: number; readonly events: number }) => void;
}

export interface RecordedSession {
  readonly events: number;
  /** How long it really was. */
  readonly seconds: number;
  /** Why the source went before its time, where it did. */
  readonly brokenBy: string | undefined;
}

const PROGRESS_MS = 500;

/** Keeps the pointer's events for some seconds, or until it is told to stop or the source breaks. */
export async function recordSession(options: RecordSessionOptions): Promise<RecordedSession> {
  const { source, keep, seconds, stopping, clock, onBegin, onProgress } = options;
  const over = new AbortController();
  let events = 0;
  let brokenBy: string | undefined;
  let failure: unknown;
  const running = await source({
    onEvents(batch) {
      if (failure !== undefined) return;
      try {
        keep(batch);
        events += batch.length;
      } catch (error) {
        failure = error;
        over.abort();
      }
    },
    onBreak(reason) {
      brokenBy = reason;
      over.abort();
    },
  });
  onBegin();
  const begun = clock();
  const end = AbortSignal.any([stopping, over.signal]);
  for (let left = seconds * 1000; left > 0 && !end.aborted; left = begun + seconds * 1000 - clock()) {
    onProgress({ seconds: (clock() - begun) / 1000, events });
    await sleepAtMost(Math.min(left, PROGRESS_MS), end);
  }
  const lasted = Math.round(clock() - begun) / 1000;
  await running.stop();
  if (failure !== undefined) throw failure;
  return { events, seconds: lasted, brokenBy };
}

/** Sleeps so long, or until the signal comes. */
async function sleepAtMost(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
