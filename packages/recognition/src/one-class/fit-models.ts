/** Makes many one-class models side by side, one a core. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { createRandom } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import { decodeOneClass, encodeOneClass } from "./one-class-file.js";
import { fitOneClass } from "./one-class-model.js";
import type { OneClassSettings } from "./registry.js";
import type { Rows } from "./rows.js";

export interface FittingJob {
  /** The owner. */
  readonly model: string;
  /** The owner's rows. */
  readonly rows: Rows;
  readonly settings: OneClassSettings;
  readonly seed: string;
  /** Where the finished model is kept until the run is done. */
  readonly checkpoint: string;
}

export interface FitModelsOptions {
  /** Models at a time; as many as the machine has cores by default. 1 fits in this thread. */
  readonly workers: number | undefined;
  /** Called when a model is done. */
  readonly onModel: (model: string) => void;
}

/** A job's model as a file: the one that was finished before, or a new one. */
export function runFittingJob({ rows, settings, seed, checkpoint }: FittingJob): Uint8Array {
  if (existsSync(checkpoint)) {
    const finished = readFileSync(checkpoint);
    // Put there whole, or not at all: what cannot be read is no model of ours.
    decodeOneClass(finished, checkpoint);
    return finished;
  }
  const file = encodeOneClass(fitOneClass(rows, settings, createRandom(seed)));
  writeFileSync(`${checkpoint}.part`, file);
  renameSync(`${checkpoint}.part`, checkpoint);
  return file;
}

/**
 * The models as files, in the order of the jobs. The result does not depend on the number of workers.
 * @throws RecognitionError with the first model's failure, or what a callback throws; the other models are stopped
 */
export async function fitModels(
  jobs: readonly FittingJob[],
  { workers, onModel }: FitModelsOptions,
): Promise<Uint8Array[]> {
  const count = Math.min(workers ?? availableParallelism(), jobs.length);
  if (count > 1) return fitInWorkers(jobs, count, onModel);
  const files: Uint8Array[] = [];
  for (const job of jobs) {
    try {
      files.push(runFittingJob(job));
    } catch (error) {
      throw failure(job.model, error);
    }
    onModel(job.model);
    // Lets an interruption be heard.
    await setImmediate();
  }
  return files;
}

/** What a worker says of a job: its file, or why there is none. */
export type FittingAnswer =
  | { readonly file: Uint8Array }
  | { readonly reason: string; readonly code: RecognitionError["code"] | undefined };

async function fitInWorkers(
  jobs: readonly FittingJob[],
  count: number,
  onModel: (model: string) => void,
): Promise<Uint8Array[]> {
  const files = new Array<Uint8Array>(jobs.length);
  // The longest first: the shortest then fill the gaps at the end.
  const open = [...jobs.keys()].sort((a, b) => jobs[b].rows.count - jobs[a].rows.count);
  const workers: Worker[] = [];
  async function work(): Promise<void> {
    const worker = new Worker(new URL("./fitting-worker.js", import.meta.url));
    workers.push(worker);
    for (let index = open.shift(); index !== undefined; index = open.shift()) {
      files[index] = await ask(worker, jobs[index]);
      onModel(jobs[index].model);
    }
  }
  try {
    await Promise.all(Array.from({ length: count }, work));
    return files;
  } finally {
    open.length = 0;
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Only what is told by this worker of this job counts: its listeners go with the answer. */
function ask(worker: Worker, job: FittingJob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      act();
    };
    const onMessage = (answer: FittingAnswer) =>
      settle(() => {
        if ("file" in answer) return resolve(answer.file);
        const code = answer.code ?? "training-failed";
        reject(new RecognitionError(code, `${job.model}: ${answer.reason}`));
      });
    const onError = (error: unknown) => settle(() => reject(failure(job.model, error)));
    const onExit = (code: number) =>
      settle(() => reject(failure(job.model, new Error(`its thread ended with ${code}`))));
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(job);
  });
}

function failure(model: string, error: unknown): RecognitionError {
  const code = error instanceof RecognitionError ? error.code : "training-failed";
  const reason = error instanceof Error ? error.message : String(error);
  return new RecognitionError(code, `${model}: ${reason}`);
}
