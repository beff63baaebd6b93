import { runCommandLine } from "../run-command-line.js";
import type { Finished } from "./run-wristprint.js";

/** Runs a command line in this process, in a folder and without an environment: for what starts no worker processes. */
export async function runHere(
  cwd: string,
  words: readonly string[],
): Promise<Pick<Finished, "code" | "stdout" | "stderr">> {
  let stdout = "";
  let stderr = "";
  const code = await runCommandLine(words, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    cwd,
    clock: () => 0,
  });
  return { code, stdout, stderr };
}
