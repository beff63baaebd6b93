import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The server as its users run it: a process of its own, from the build. */
export interface ServerProcess {
  readonly address: string;
  readonly child: ChildProcess;
  /** What it said on stderr. */
  said(): string;
  stop(): Promise<void>;
}

export interface StartingServer {
  readonly child: ChildProcess;
  /** Its address; rejects where it ends before. */
  readonly listening: Promise<string>;
  readonly ended: Promise<void>;
  /** What it said on stderr. */
  said(): string;
}

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** @param env beside the test's own; the port is any that is free */
export function startServerProcess(dataFolder: string, env: NodeJS.ProcessEnv = {}): StartingServer {
  const words = ["apps/server/bin/wristprint-server.mjs", "--port", "0", "--data", dataFolder];
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...process.env, WRISTPRINT_LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr?.on("data", (data: Buffer) => {
    said += data.toString();
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const listening = new Promise<string>((resolve, reject) => {
    child.on("message", (message: { kind?: string; address?: string }) => {
      if (message.kind === "listening" && message.address !== undefined) resolve(message.address);
    });
    ended.then(() => reject(new Error(`the server ended before it listened: ${said}`)));
  });
  // Who kills it before it listens need not hear of it twice.
  listening.catch(() => {});
  return { child, listening, ended, said: () => said };
}

/** The same, once it listens. */
export async function runServer(dataFolder: string, env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const { child, listening, ended, said } = startServerProcess(dataFolder, env);
  return {
    address: await listening,
    child,
    said,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
