/**
 * A predictor as a child of this process: started, started again whenever it dies, and ended with us. It listens on a
 * free port of 127.0.0.1, and tells the address over the channel between parent and child.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { type Backoff, backoffMs } from "../backoff.js";
import { type Clock, systemClock } from "../clock.js";
import { PredictionError } from "../prediction-error.js";
import { readAnnouncement } from "./announcement.js";

export interface LocalPredictorOptions {
  /** The predictor's program, a module that Node runs. */
  readonly modulePath: string;
  /** The folder whose subfolders are the models. */
  readonly models: string;
  /** Threads of one computation. Default 1. */
  readonly threads?: number;
  /** Further words for its command line. */
  readonly words?: readonly string[];
  /** Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where it listens now; null from its death until it is back. Usually `pool.setAddresses`. */
  readonly onAddress: (address: string | null) => void;
  /** It died, though nobody stopped it, and is started again after so long. */
  readonly onDeath?: (death: PredictorDeath) => void;
  /** A line that it wrote. Default: its lines go to this process's stderr. */
  readonly onLine?: (line: string) => void;
  /** A start that takes longer is ended. Default 30 s. */
  readonly startTimeoutMs?: number;
  /** How long it may take to end by itself when stopped, before it is killed. Default 10 s. */
  readonly stopTimeoutMs?: number;
  /** Waits before it is started again. Default 100 ms, doubling to 10 s; anew once it has lived for a minute. */
  readonly backoff?: Backoff;
  readonly clock?: Clock;
  /** Draws from [0, 1). */
  readonly uniform?: () => number;
}

export interface PredictorDeath {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it said of its own failure, where it could. */
  readonly reason: string | null;
  readonly restartInMs: number;
}

export interface LocalPredictor {
  /** Its first address. Rejects with `start` when it dies before, and then too it is tried again until stopped. */
  readonly started: Promise<string>;
  readonly address: string | null;
  readonly pid: number | null;
  /** Lets it finish what it has, and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Having lived so long, a predictor's death has nothing to do with the one before. */
const SETTLED_MS = 60_000;

export function superviseLocalPredictor(options: LocalPredictorOptions): LocalPredictor {
  const { onAddress, onDeath, onLine, clock = systemClock, uniform = Math.random } = options;
  const { backoff = { firstMs: 100, longestMs: 10_000 } } = options;
  let child: ChildProcess | null = null;
  let address: string | null = null;
  let failures = 0;
  let stopping: Promise<void> | null = null;
  let callOff = () => {};
  let first: { resolve(address: string): void; reject(error: Error): void } | null = null;
  const started = new Promise<string>((resolve, reject) => {
    first = { resolve, reject };
  });
  // Who does not wait for the start is not to be ended by its failure.
  started.catch(() => {});

  function start(): void {
    const born = clock.nowMs();
    let reason: string | null = null;
    let gone = false;
    const own = spawnPredictor(options);
    child = own;
    const tooLate = clock.after(options.startTimeoutMs ?? 30_000, () => {
      reason = "it did not say in time where it listens";
      own.kill("SIGKILL");
    });
    if (onLine && own.stderr) forEachLine(own.stderr, onLine);
    own.on("message", (message) => {
      const announcement = readAnnouncement(message);
      if (announcement === null || gone || stopping !== null) return;
      if (announcement.kind === "failed") {
        reason = announcement.reason;
        return;
      }
      tooLate();
      address = announcement.address;
      first?.resolve(address);
      first = null;
      onAddress(address);
    });
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      if (gone) return;
      gone = true;
      tooLate();
      child = null;
      const listened = address !== null;
      address = null;
      if (listened) onAddress(null);
      if (stopping !== null) return;
      failures = clock.nowMs() - born > SETTLED_MS ? 1 : failures + 1;
      const restartInMs = backoffMs(backoff, failures, uniform());
      callOff = clock.after(restartInMs, start);
      first?.reject(
        new PredictionError("start", `the predictor did not start: ${describe(code, signal, reason)}`),
      );
      first = null;
      onDeath?.({ code, signal, reason, restartInMs });
    };
    own.once("exit", end);
    own.once("error", (error) => {
      reason ??= error.message;
      // An error without a process is a start that failed; with one, its exit follows.
      if (own.pid === undefined) end(null, null);
    });
  }

  start();
  return {
    started,
    get address() {
      return address;
    },
    get pid() {
      return child?.pid ?? null;
    },
    stop() {
      stopping ??= (async () => {
        callOff();
        first?.reject(new PredictionError("closed", "the predictor was stopped before it had started"));
        first = null;
        if (child !== null) await end(child, clock, options.stopTimeoutMs ?? 10_000);
      })();
      return stopping;
    },
  };
}

function spawnPredictor({ modulePath, models, threads = 1, words = [], env, onLine }: LocalPredictorOptions) {
  const line = [modulePath, "--models", models, "--host", "127.0.0.1", "--port", "0"];
  return spawn(process.execPath, [...line, "--threads", String(threads), ...words], {
    env: env ?? process.env,
    stdio: ["ignore", "ignore", onLine ? "pipe" : "inherit", "ipc"],
  });
}

function end(child: ChildProcess, clock: Clock, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const kill = clock.after(timeoutMs, () => child.kill("SIGKILL"));
    child.once("exit", () => {
      kill();
      resolve();
    });
    child.kill("SIGTERM");
  });
}

function forEachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  stream.on("end", () => {
    if (rest !== "") onLine(rest);
  });
}

function describe(code: number | null, signal: NodeJS.Signals | null, reason: string | null): string {
  return reason ?? (signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`);
}
