/** A run's models as networks. */
import { join } from "node:path";
import { SIGNALS } from "@wristprint/core";
import { type EpochResult, loadModel, parameterCount } from "@wristprint/neural";
import { trainModels } from "../training/train-models.js";
import type { TrainedModel } from "../training/training-job.js";
import type { TrainingPool } from "./block-pool.js";
import type { ExperimentDefinition } from "./definition.js";
import { modelFileName } from "./model-file-name.js";
import { GENUINE, type PlannedModel } from "./plan-models.js";
import type { RunModel } from "./run-model.js";
import type { TestBlocks } from "./test-blocks.js";

export interface TrainNetworksOptions {
  readonly definition: ExperimentDefinition;
  readonly planned: readonly PlannedModel[];
  readonly pool: TrainingPool;
  readonly test: TestBlocks;
  /** The folder where trainings keep their state between epochs. */
  readonly checkpoints: string;
  readonly workers: number | undefined;
  readonly onEpoch: (model: string, result: EpochResult) => void;
  readonly onModel: (model: string) => void;
}

/**
 * The trained models, in the order of the plan.
 * @throws RecognitionError `training-failed`, or what a callback throws
 */
export async function trainNetworks(options: TrainNetworksOptions): Promise<RunModel[]> {
  const { planned, pool, checkpoints, workers, onEpoch, onModel } = options;
  const jobs = planned.map((model) => ({
    ...model,
    checkpoint: join(checkpoints, `${modelFileName(model.model)}.safetensors`),
  }));
  const trained = await trainModels(jobs, {
    pool,
    ...(workers !== undefined && { workers }),
    onEpoch,
    onModel,
  });
  return trained.map((model, index) => runModel(planned[index] as PlannedModel, model, options));
}

function runModel(
  { model, network, indices }: PlannedModel,
  { onnx, history }: TrainedModel,
  { definition, test }: TrainNetworksOptions,
): RunModel {
  return {
    model,
    examples: indices.length,
    parameters: parameterCount(network),
    history,
    architecture: definition.architecture,
    training: definition.training,
    file: { ending: "onnx", content: onnx },
    card: { network, input: { ...network.input, channels: SIGNALS[definition.preprocessing.signal] } },
    async score() {
      const predictor = await loadModel(onnx, network.input);
      try {
        const { scores } = await predictor.predict(test.data);
        if (definition.task === "identification") return scores;
        return Float64Array.from(test.user, (_, row) => scores[2 * row + GENUINE] as number);
      } finally {
        await predictor.release();
      }
    },
  };
}
