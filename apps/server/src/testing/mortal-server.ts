/** A server that is killed again and again, and whose address changes with each life. */
import { childrenOf, isRunning } from "./child-processes.js";
import { type StartingServer, startServerProcess } from "./run-server.js";

export interface MortalServer {
  /** Of the server that runs; waits while none listens. Rejects where one ended that was not told to. */
  address(): Promise<string>;
  /** The server's children: its predictor. */
  children(): readonly number[];
  /** Starts one. It need not listen yet. */
  start(): void;
  /** Kills it without a warning, and resolves when its children have ended too, by themselves. */
  kill(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

export function createMortalServer(dataFolder: string, env: NodeJS.ProcessEnv): MortalServer {
  let running: StartingServer | undefined;
  /** Those who wait for an address. */
  const waiting: { resolve(address: string): void; reject(error: Error): void }[] = [];
  let address: string | undefined;

  async function end(signal: NodeJS.Signals): Promise<void> {
    const { child, ended } = running ?? {};
    running = undefined;
    address = undefined;
    const children = child?.pid === undefined ? [] : childrenOf(child.pid);
    child?.kill(signal);
    await ended;
    while (children.some(isRunning)) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  return {
    address: () =>
      address === undefined
        ? new Promise((resolve, reject) => waiting.push({ resolve, reject }))
        : Promise.resolve(address),
    children: () => (running?.child.pid === undefined ? [] : childrenOf(running.child.pid)),
    start() {
      const own = startServerProcess(dataFolder, env);
      running = own;
      own.listening.then(
        (at) => {
          if (running !== own) return;
          address = at;
          for (const { resolve } of waiting.splice(0)) resolve(at);
        },
        (error) => {
          if (running === own) for (const { reject } of waiting.splice(0)) reject(error);
        },
      );
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}
