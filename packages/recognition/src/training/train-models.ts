/** Trains many models side by side, one a core. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { EpochResult } from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";
import { type BlockPool, runTrainingJob, type TrainedModel, type TrainingJob } from "./training-job.js";
import type { FromWorker, ToWorker } from "./worker-messages.js";

export interface TrainModelsOptions {
  readonly pool: BlockPool;
  /** Models at a time; as many as the machine has cores by default. 1 trains in this thread. */
  readonly workers?: number;
  readonly onEpoch?: (model: string, result: EpochResult) => void;
  /** Called when a model is done. */
  readonly onModel?: (model: string) => void;
}

/**
 * The trained models, in the order of the jobs. The result does not depend on the number of workers.
 * @throws RecognitionError `training-failed` with the first model's failure; the others are stopped
 */
export async function trainModels(
  jobs: readonly TrainingJob[],
  options: TrainModelsOptions,
): Promise<TrainedModel[]> {
  const count = Math.min(options.workers ?? availableParallelism(), jobs.length);
  if (count <= 1) {
    const trained: TrainedModel[] = [];
    for (const job of jobs) {
      trained.push(await runTrainingJob(job, options.pool, (result) => options.onEpoch?.(job.model, result)));
      options.onModel?.(job.model);
    }
    return trained;
  }
  return trainInWorkers(jobs, count, options);
}

function trainInWorkers(
  jobs: readonly TrainingJob[],
  count: number,
  { pool, onEpoch, onModel }: TrainModelsOptions,
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
    const stop = () => Promise.all(workers.map((worker) => worker.terminate()));
    const fail = (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      stop().then(() => reject(new RecognitionError("training-failed", message)), reject);
    };
    for (const worker of workers) {
      let current = -1;
      const next = () => {
        const index = open.shift();
        if (index === undefined) return;
        current = index;
        worker.postMessage({ job: jobs[index] as TrainingJob, pool: shared } satisfies ToWorker);
      };
      worker.on("error", fail);
      worker.on("message", (message: FromWorker) => {
        const { model } = jobs[current] as TrainingJob;
        if (message.kind === "epoch") return onEpoch?.(model, message.result);
        if (message.kind === "failed") return fail(new Error(`${model}: ${message.reason}`));
        trained[current] = message.trained;
        onModel?.(model);
        left--;
        if (left === 0) stop().then(() => resolve(trained), reject);
        else next();
      });
      next();
    }
  });
}

function sizeOf(jobs: readonly TrainingJob[], index: number): number {
  return jobs[index]?.indices.length ?? 0;
}

function sharedPool({ data, blockLength }: BlockPool): BlockPool {
  const shared = new Float32Array(new SharedArrayBuffer(data.byteLength));
  shared.set(data);
  return { data: shared, blockLength };
}
