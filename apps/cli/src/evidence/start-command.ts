import { fork } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const COMMAND_PROCESS = fileURLToPath(new URL("./command-process.js", import.meta.url));

/** The line that a failed command closes with. */
const FAILURE = /^wristprint: /;

/**
 * Runs a command of ours in a process of its own, which ends when this one does, however it ends.
 * @param words after `wristprint`
 * @param cwd where relative names are looked up
 * @param say hears what it tells on stderr
 * @returns what it prints as JSON
 * @throws Error with the line that it failed with
 */
export function startCommand(
  words: readonly string[],
  cwd: string,
  say: (line: string) => void,
): Promise<unknown> {
  const child = fork(COMMAND_PROCESS, [...words, "--json"], {
    cwd,
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  let failure = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (FAILURE.test(line)) failure = line.replace(FAILURE, "");
      say(line);
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(JSON.parse(printed));
      const end = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
      reject(new Error(failure || end));
    });
  });
}
