/** The thread that trains one model after another; started by `train-models`. */
import { parentPort } from "node:worker_threads";
import { runTrainingJob } from "./training-job.js";
import type { FromWorker, ToWorker } from "./worker-messages.js";

const post = (message: FromWorker) => parentPort?.postMessage(message);

parentPort?.on("message", (message: ToWorker) => {
  // Between two steps: ONNX Runtime aborts the whole process where a thread is ended in the middle of one.
  if (message.kind === "stop") return process.exit();
  const { job, pool, device } = message;
  runTrainingJob(job, pool, (result) => post({ kind: "epoch", result }), device).then(
    (trained) => post({ kind: "done", trained }),
    (error: unknown) =>
      post({ kind: "failed", reason: error instanceof Error ? error.message : String(error) }),
  );
});
