/** What goes to a training worker and comes back. */
import type { EpochResult } from "@wristprint/neural";
import type { BlockPool, TrainedModel, TrainingJob } from "./training-job.js";

export type ToWorker =
  | {
      readonly kind: "train";
      readonly job: TrainingJob;
      readonly pool: BlockPool;
      readonly device: string | undefined;
    }
  | { readonly kind: "stop" };

export type FromWorker =
  | { readonly kind: "epoch"; readonly result: EpochResult }
  | { readonly kind: "done"; readonly trained: TrainedModel }
  | { readonly kind: "failed"; readonly reason: string };
