import { runCommandLine } from "./run-command-line.js";

/**
 * Runs the command line of this process. The exit code is set, not taken at once, so that output still on its
 * way through a pipe arrives whole.
 */
export async function main(words: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  process.exitCode = await runCommandLine(words, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    clock: performance.now.bind(performance),
  });
}

/** `wristprint … | head` reads as much as it wants. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
