/** The server as `wristprint serve` runs it, with its own predictor: processes of their own, from the build. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface ServerProcess {
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** From `bench/dist/live`. */
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** As `wristprint serve` starts it. */
const AS_SERVED = ["--max-semi-space-size=64", "--v8-pool-size=1"];
/** Lines that are kept to explain a start that failed. */
const MOST_SAID = 100;
const PROGRAM = "apps/server/bin/wristprint-server.mjs";

/**
 * @param say told what the server writes
 * @param nodeOptions words for Node itself, such as those of its profiler
 * @throws Error with what the server said, where it does not start
 */
export async function startServer(
  dataFolder: string,
  say: (line: string) => void,
  nodeOptions: readonly string[] = [],
): Promise<ServerProcess> {
  const words = [...AS_SERVED, ...nodeOptions, PROGRAM, "--port", "0", "--data", dataFolder];
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: {
      ...process.env,
      WRISTPRINT_LOG_LEVEL: "error",
      WRISTPRINT_REQUESTS_PER_MINUTE: "10000000",
    },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const said: string[] = [];
  child.stderr?.on("data", (data: Buffer) => {
    if (said.length < MOST_SAID) said.push(data.toString());
    say(data.toString().trimEnd());
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    child.on("message", (message: { kind?: string; address?: string }) => {
      if (message.kind === "listening" && message.address !== undefined) resolve(message.address);
    });
    ended.then(() => reject(new Error(`the server ended: ${said.join("")}`)));
  });
  await untilReady(address);
  return { address, pid: child.pid ?? 0, stop: () => stop(child, ended) };
}

async function untilReady(address: string): Promise<void> {
  for (;;) {
    const { status } = await fetch(`${address}/ready`);
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill("SIGTERM");
  await ended;
}
