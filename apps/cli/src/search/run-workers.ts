import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { UsageError } from "../usage-error.js";
import type { FromWorker, ToWorker } from "./worker-messages.js";

const WORKER_PROCESS = fileURLToPath(new URL("./worker-process.js", import.meta.url));

/** Workers that may be killed, of each place, without a trial finished in between. */
const DEATHS_A_WORKER = 3;

/** What workers tell of their trials. */
export type WorkerNews = Exclude<FromWorker, { readonly kind: "done" | "failed" }>;

export interface RunWorkersOptions extends ToWorker {
  readonly count: number;
  readonly hear: (message: WorkerNews) => void;
  /** Said of a worker that was killed. */
  readonly onDeath: (line: string) => void;
}

/**
 * Runs so many worker processes until the search is finished. One that is killed (for its memory, say) is replaced,
 * and its trial is taken over; one that fails ends the others.
 */
export function runWorkers({ count, hear, onDeath, ...work }: RunWorkersOptions): Promise<void> {
  const running = new Set<ChildProcess>();
  let deaths = 0;
  return new Promise((resolve, reject) => {
    let ended = false;
    const fail = (error: Error) => {
      ended = true;
      for (const child of running) child.kill("SIGKILL");
      reject(error);
    };
    const start = () => {
      const child = fork(WORKER_PROCESS, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
      running.add(child);
      let done = false;
      child.on("message", (message: FromWorker) => {
        if (ended) return;
        if (message.kind === "failed") return fail(failureOf(message));
        if (message.kind === "finished") deaths = 0;
        if (message.kind === "done") done = true;
        else hear(message);
      });
      child.on("error", (error) => {
        if (!ended) fail(error);
      });
      // Not on exit: by then not all that it told may have been heard.
      child.on("close", (code, signal) => {
        running.delete(child);
        if (ended) return;
        if (done) {
          if (running.size > 0) return;
          ended = true;
          return resolve();
        }
        const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
        if (++deaths > DEATHS_A_WORKER * count) {
          return fail(new Error(`${deaths} workers in a row ended with no trial finished; the last ${how}`));
        }
        onDeath(`a worker ${how}: another takes over`);
        start();
      });
      child.send(work satisfies ToWorker, () => {});
    };
    for (let worker = 0; worker < count; worker++) start();
  });
}

function failureOf({ message, exitCode }: Extract<FromWorker, { kind: "failed" }>): Error {
  return exitCode === 2 ? new UsageError(message) : new Error(message);
}
