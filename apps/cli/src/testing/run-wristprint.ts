/** Runs the built command as people run it: a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const PROGRAM = fileURLToPath(new URL("../../bin/wristprint.mjs", import.meta.url));
const BUILD = fileURLToPath(new URL("../../dist/index.js", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process once it runs. */
  readonly during?: (child: ChildProcess) => void;
}

/** Runs `wristprint` with these words to its end. */
export function runWristprint(words: readonly string[], options: RunOptions = {}): Promise<Finished> {
  if (!existsSync(BUILD)) throw new Error(`${BUILD} is missing: run \`npm run build\` before the tests`);
  const { cwd, env = {}, during } = options;
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, WRISTPRINT_DEBUG: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  during?.(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** The JSON document of a command that must succeed. */
export async function jsonOf<Result>(words: readonly string[], options?: RunOptions): Promise<Result> {
  const { code, stdout, stderr } = await runWristprint([...words, "--json"], options);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Result;
}

/** Holds a finished command to "bad usage or input": code 2, one line on stderr, nothing on stdout. */
export function expectRefusal({ code, stdout, stderr }: Omit<Finished, "signal">, reason: RegExp): void {
  expect(stderr).toMatch(/^wristprint: [^\n]+\n$/);
  expect(stderr).toMatch(reason);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  expect(stdout).toBe("");
  expect(code).toBe(2);
}
