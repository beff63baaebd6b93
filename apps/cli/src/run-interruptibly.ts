import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Does some work; a signal to stop meanwhile ends the process at once, with 128 and the signal's number as the
 * exit code. What is worth keeping is on the disk by then: results are renamed into place, checkpoints lie
 * beside them. A second signal is left to the system.
 * @param onStop says so, before the process ends
 */
export async function runInterruptibly<Result>(
  work: () => Promise<Result>,
  onStop: (signal: string) => void,
): Promise<Result> {
  const handlers = SIGNALS.map((signal) => {
    const handler = () => {
      onStop(signal);
      process.exit(128 + constants.signals[signal]);
    };
    process.once(signal, handler);
    return { signal, handler };
  });
  try {
    return await work();
  } finally {
    for (const { signal, handler } of handlers) process.off(signal, handler);
  }
}
