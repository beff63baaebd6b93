/** A run's models as networks. */
import { join } from "node:path";
import { SIGNALS } from "@wristprint/core";
import { loadModel, parameterCount } from "@wristprint/neural";
import { joinNetworks } from "../training/join-members.js";
import { trainModels } from "../training/train-models.js";
import type { TrainedModel } from "../training/training-job.js";
import type { TrainingPool } from "./block-pool.js";
import type { NetworkDefinition } from "./definition.js";
import { planEarlier, repeatHardCases } from "./hard-cases.js";
import { modelFileName } from "./model-file-name.js";
import { joinMembers, memberNetworks, planMembers } from "./plan-members.js";
import { GENUINE, type PlannedModel } from "./plan-models.js";
import type { TrainOptions } from "./planned-training.js";
import type { RunModel } from "./run-model.js";
import type { TestBlocks } from "./test-blocks.js";

export interface TrainNetworksOptions extends TrainOptions {
  readonly definition: NetworkDefinition;
  readonly planned: readonly PlannedModel[];
  readonly pool: TrainingPool;
  readonly test: TestBlocks;
}

/**
 * The trained models, in the order of the plan.
 * @throws RecognitionError `training-failed`, or what a callback throws
 */
export async function trainNetworks(options: TrainNetworksOptions): Promise<RunModel[]> {
  const { hardCases } = options.definition;
  const planned = hardCases ? await planOnHardCases(hardCases, options) : options.planned;
  const trained = await trainMembers(planned, options);
  return trained.map((model, index) => runModel(planned[index] as PlannedModel, model, options));
}

/** Each model, or where it has members, these, and them joined. */
async function trainMembers(
  planned: readonly PlannedModel[],
  options: TrainNetworksOptions,
): Promise<TrainedModel[]> {
  const { definition } = options;
  if (definition.training.members === undefined) return trainAll(planned, options);
  const networks = planned.map(({ network }) => memberNetworks(network, definition));
  const trained = await trainAll(
    planned.flatMap((model, index) => planMembers(model, networks[index] ?? [])),
    options,
  );
  return planned.map(({ model }, index) => {
    const own = networks[index] ?? [];
    return joinMembers(model, own, trained.slice(index * own.length, (index + 1) * own.length));
  });
}

function trainAll(
  planned: readonly PlannedModel[],
  { pool, checkpoints, workers, device, onEpoch, onModel }: TrainNetworksOptions,
): Promise<TrainedModel[]> {
  const jobs = planned.map((model) => ({
    ...model,
    checkpoint: join(checkpoints, `${modelFileName(model.model)}.safetensors`),
  }));
  return trainModels(jobs, {
    pool,
    ...(workers !== undefined && { workers }),
    ...(device !== undefined && { device }),
    onEpoch,
    onModel,
  });
}

async function planOnHardCases(
  hardCases: NonNullable<NetworkDefinition["hardCases"]>,
  options: TrainNetworksOptions,
): Promise<PlannedModel[]> {
  const { planned, pool } = options;
  const earlier = planned.map((model) => planEarlier(model, pool, hardCases));
  const trained = await trainAll(
    earlier.flat().map((one) => one.planned),
    options,
  );
  const again: PlannedModel[] = [];
  for (const [index, model] of planned.entries()) {
    const own = (earlier[index] ?? []).map((one, fold) => ({
      ...one,
      trained: trained[index * hardCases.folds + fold] as TrainedModel,
    }));
    again.push(await repeatHardCases(model, own, pool, hardCases));
  }
  return again;
}

function runModel(
  { model, network: own, indices, initial }: PlannedModel,
  { onnx, history }: TrainedModel,
  { definition, test, device = "cpu" }: TrainNetworksOptions,
): RunModel {
  const members = memberNetworks(own, definition);
  const network = members.length > 0 ? joinNetworks(members) : own;
  return {
    model,
    examples: indices.length,
    parameters: parameterCount(network),
    history,
    architecture: definition.architecture,
    training: trainingSettings(definition),
    file: { ending: "onnx", content: onnx },
    card: {
      network,
      input: { ...network.input, channels: SIGNALS[definition.preprocessing.signal] },
      ...(initial && { initial: { ...definition.initial, sha256: initial.sha256 } }),
    },
    async score() {
      const predictor = await loadModel(onnx, network.input, { provider: device });
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

/** With those of ways beside the plain one, where they are used. */
function trainingSettings({ training, initial, hardCases, synthetic }: NetworkDefinition) {
  return {
    ...training,
    ...(initial && { initial }),
    ...(hardCases && { hardCases }),
    ...(synthetic && { synthetic }),
  };
}
