/** Trains many models side by side, one a core. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type EpochResult, GraphError } from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";
import { type BlockPool, runTrainingJob, type TrainedModel, type TrainingJob } from "./training-job.js";
import type { FromWorker, ToWorker } from "./worker-messages.js";

export interface TrainModelsOptions {
  readonly pool: BlockPool;
  /** Models at a time; as many as the machine has cores by default, or 1 on another device. 1 trains in this thread. */
  readonly workers?: number;
  /** Where networks compute: an execution provider of neural's `PROVIDERS`; `cpu` by default. */
  readonly device?: string;
  readonly onEpoch?: (model: string, result: EpochResult) => void;
  /** Called when a model is done. */
  readonly onModel?: (model: string) => void;
}

/**
 * The trained models, in the order of the jobs. The result does not depend on the number of workers.
 * @throws RecognitionError `training-failed` with the first model's failure, or what a callback throws; the
 *   other models are stopped
 */
export async function trainModels(
  jobs: readonly TrainingJob[],
  options: TrainModelsOptions,
): Promise<TrainedModel[]> {
  const { device = "cpu", workers = device === "cpu" ? availableParallelism() : 1 } = options;
  const count = Math.min(workers, jobs.length);
  return count <= 1 ? trainHere(jobs, options) : trainInWorkers(jobs, count, options);
}

async function trainHere(
  jobs: readonly TrainingJob[],
  { pool, device, onEpoch, onModel }: TrainModelsOptions,
): Promise<TrainedModel[]> {
  const trained: TrainedModel[] = [];
  for (const job of jobs) {
    try {
      trained.push(await runTrainingJob(job, pool, (result) => onEpoch?.(job.model, result), device));
    } catch (error) {
      throw error instanceof GraphError ? trainingFailed(job.model, error.message, error) : error;
    }
    onModel?.(job.model);
  }
  return trained;
}

function trainInWorkers(
  jobs: readonly TrainingJob[],
  count: number,
  { pool, device, onEpoch, onModel }: TrainModelsOptions,
): Promise<TrainedModel[]> {
  const trained = new Array<TrainedModel>(jobs.length);
  // The longest first: the shortest then fill the gaps at the end.
  const open = [...jobs.keys()].sort((a, b) => sizeOf(jobs, b) - sizeOf(jobs, a));
  let left = jobs.length;
  const shared = sharedPool(pool);
  return new Promise((resolve, reject) => {
    const workers = Array.from(
      { length: count },
      () => new Worker(new URL("./training-worker.js", import.meta.url)),
    );
    const exits = workers.map((worker) => new Promise<void>((exit) => worker.once("exit", () => exit())));
    const stop = () => {
      for (const worker of workers) worker.postMessage({ kind: "stop" } satisfies ToWorker);
      return Promise.all(exits);
    };
    const fail = (error: unknown) => {
      stop().then(() => reject(error), reject);
    };
    for (const worker of workers) {
      let current = -1;
      const next = () => {
        const index = open.shift();
        if (index === undefined) return;
        current = index;
        const job = jobs[index] as TrainingJob;
        worker.postMessage({ kind: "train", job, pool: shared, device } satisfies ToWorker);
      };
      const receive = (message: FromWorker) => {
        const { model } = jobs[current] as TrainingJob;
        if (message.kind === "failed") throw trainingFailed(model, message.reason);
        if (message.kind === "epoch") return onEpoch?.(model, message.result);
        trained[current] = message.trained;
        onModel?.(model);
        left--;
        if (left === 0) stop().then(() => resolve(trained), reject);
        else next();
      };
      worker.on("error", (error) =>
        fail(trainingFailed(jobs[current]?.model ?? "a thread", reasonOf(error))),
      );
      worker.on("message", (message: FromWorker) => {
        try {
          receive(message);
        } catch (error) {
          fail(error);
        }
      });
      next();
    }
  });
}

function trainingFailed(model: string, reason: string, cause?: GraphError): RecognitionError {
  return new RecognitionError("training-failed", `${model}: ${reason}`, { cause });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function sizeOf(jobs: readonly TrainingJob[], index: number): number {
  return jobs[index]?.indices.length ?? 0;
}

function sharedPool({ data, blockLength }: BlockPool): BlockPool {
  const shared = new Float32Array(new SharedArrayBuffer(data.byteLength));
  shared.set(data);
  return { data: shared, blockLength };
}
