/** The thread that fits one model after another; started by `fit-models`, which also ends it. */
import { parentPort } from "node:worker_threads";
import { RecognitionError } from "../recognition-error.js";
import { type FittingAnswer, type FittingJob, runFittingJob } from "./fit-models.js";

parentPort?.on("message", (job: FittingJob) => parentPort?.postMessage(answer(job)));

function answer(job: FittingJob): FittingAnswer {
  try {
    return { file: runFittingJob(job) };
  } catch (error) {
    const code = error instanceof RecognitionError ? error.code : undefined;
    return { reason: error instanceof Error ? error.message : String(error), code };
  }
}
