import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** How long the system may take to end the process. */
const PATIENCE_MS = 500;

/**
 * Does some work; a signal to stop meanwhile ends the process at once, as a shell says it: with 128 and the
 * signal's number. What is worth keeping is on the disk by then: results are renamed into place, checkpoints
 * lie beside them.
 * @param onStop says so, before the process ends
 * @param finish for work that can close early: the first signal aborts it, with the signal as the reason, and
 *   the work finishes; a second one ends the process
 */
export async function runInterruptibly<Result>(
  work: () => Promise<Result>,
  onStop: (signal: string) => void,
  finish?: AbortController,
): Promise<Result> {
  const handlers = SIGNALS.map((signal) => {
    const handler = () => {
      if (finish !== undefined && !finish.signal.aborted) return finish.abort(signal);
      process.off(signal, handler);
      onStop(signal);
      endBy(signal);
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  try {
    return await work();
  } finally {
    for (const { signal, handler } of handlers) process.off(signal, handler);
  }
}

/**
 * Ends the process by the signal itself, now without a handler. `process.exit` would wait for threads: ONNX
 * Runtime's abort on it in the middle of a step, DuckDB's never answer in the middle of a query.
 */
function endBy(signal: (typeof SIGNALS)[number]): void {
  process.kill(process.pid, signal);
  // The first process of a container does not die by a signal without a handler.
  setTimeout(() => process.exit(128 + constants.signals[signal]), PATIENCE_MS);
}
