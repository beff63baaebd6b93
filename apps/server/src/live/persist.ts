import type { LiveClock } from "./live-clock.js";

/** The work was given up: its session is gone, or the server closes. */
export class Abandoned extends Error {
  override readonly name = "Abandoned";
}

export interface PersistOptions {
  readonly clock: LiveClock;
  readonly retryMs: number;
  readonly longestRetryMs: number;
  /** Aborted when the work is to be given up. */
  readonly signal: AbortSignal;
  /** A try failed. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Does something until it succeeds, waiting longer after each failure.
 * @throws Abandoned as soon as the signal says so, also while the work still runs
 */
export async function persist<T>(
  work: () => Promise<T>,
  { clock, retryMs, longestRetryMs, signal, onFailure }: PersistOptions,
): Promise<T> {
  for (let waitMs = retryMs; ; waitMs = Math.min(longestRetryMs, 2 * waitMs)) {
    try {
      return await unlessAborted(signal, work);
    } catch (error) {
      if (error instanceof Abandoned) throw error;
      onFailure(error);
    }
    await unlessAborted(signal, () => new Promise<void>((resolve) => clock.after(waitMs, resolve)));
  }
}

function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Abandoned("given up"));
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", stop));
  });
}
