/** A run whose models learn from their owners alone. */
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { blockLength, SIGNALS } from "@wristprint/core";
import { blockRows } from "../one-class/block-rows.js";
import {
  createFeatureMaker,
  type FeatureInput,
  type FeatureNetwork,
  readFeatureNetwork,
} from "../one-class/feature-network.js";
import { type FittingJob, fitModels } from "../one-class/fit-models.js";
import { FEATURE_NETWORK_FILE } from "../one-class/load-one-class.js";
import { decodeOneClass } from "../one-class/one-class-file.js";
import { countParameters, createOneClassScorer } from "../one-class/one-class-model.js";
import { oneClassKind } from "../one-class/registry.js";
import { type Rows, selectRows } from "../one-class/rows.js";
import { RecognitionError } from "../recognition-error.js";
import { poolTraining } from "./block-pool.js";
import type { OneClassDefinition } from "./definition.js";
import { modelFileName } from "./model-file-name.js";
import { ownersOf } from "./plan-models.js";
import type { PlannedTraining } from "./planned-training.js";
import type { UserBlocks } from "./prepare-blocks.js";
import type { RunModel } from "./run-model.js";
import type { TestBlocks } from "./test-blocks.js";

/** @throws RecognitionError `bad-definition`, `bad-model` */
export async function planOneClass(
  users: readonly UserBlocks[],
  test: TestBlocks,
  definition: OneClassDefinition,
  format: string,
  device: string | undefined,
): Promise<PlannedTraining> {
  const pool = poolTraining(users);
  const owners = ownersOf(users, definition);
  const { input } = definition.oneClass;
  const network = typeof input === "object" ? readFeatureNetwork(input.features) : undefined;
  if (network) requireFitting(network, definition, users, format);
  const { training, tested } = await rowsOf([pool.data, test.data], users, definition, network, device);
  return {
    pool,
    initial: network ? [network.input.sha256] : [],
    trainings: owners.length,
    ...(network && { files: new Map([[FEATURE_NETWORK_FILE, network.onnx]]) }),
    async train({ checkpoints, workers, onModel }) {
      const jobs = owners.map((owner): FittingJob => {
        const model = users[owner].user;
        const own = Int32Array.from(pool.user.keys()).filter((row) => pool.user[row] === owner);
        return {
          model,
          rows: selectRows(training, own),
          settings: definition.oneClass,
          seed: `${definition.seed}/${model}`,
          checkpoint: join(checkpoints, `${modelFileName(model)}.safetensors`),
        };
      });
      const files = await fitModels(jobs, { workers, onModel });
      return files.map((file, index) => runModel(jobs[index], file, tested, definition, network?.input));
    },
  };
}

async function rowsOf(
  [pool, test]: readonly [Float32Array, Float32Array],
  users: readonly UserBlocks[],
  { oneClass: { input } }: OneClassDefinition,
  network: FeatureNetwork | undefined,
  device: string | undefined,
): Promise<{ training: Rows; tested: Rows }> {
  const { training } = users[0];
  if (typeof input !== "object" || !network) {
    const rows = (data: Float32Array) =>
      blockRows(data, training.size, training.channels, typeof input === "object" ? "both" : input);
    return { training: rows(pool), tested: rows(test) };
  }
  const length = blockLength(training);
  const runtime = device === undefined ? {} : { provider: device };
  const maker = await createFeatureMaker(network.onnx, network.input, input.features, runtime);
  const rows = async (blocks: Float32Array): Promise<Rows> => ({
    count: blocks.length / length,
    ...(await maker.features(blocks)),
  });
  try {
    return { training: await rows(pool), tested: await rows(test) };
  } finally {
    await maker.release();
  }
}

function runModel(
  { model, rows, settings }: FittingJob,
  file: Uint8Array,
  tested: Rows,
  { preprocessing, oneClass }: OneClassDefinition,
  features: FeatureInput | undefined,
): RunModel {
  const own = decodeOneClass(file, model);
  const { input: _input, ...training } = settings;
  return {
    model,
    examples: rows.count,
    parameters: countParameters(own),
    history: [],
    architecture: oneClassKind(settings.kind).title,
    training: { ...training, input: typeof oneClass.input === "object" ? "features" : oneClass.input },
    file: { ending: "safetensors", content: file },
    card: {
      input: {
        length: preprocessing.blockSize,
        channels: SIGNALS[preprocessing.signal],
        rows: features ? { features } : oneClass.input,
        size: rows.size,
      },
    },
    score: async () => createOneClassScorer(own)(tested),
  };
}

/**
 * The blocks must be those that the network learnt to read, and the people none of those that it learnt from: their
 * blocks would be known to models that may know their owner alone.
 */
function requireFitting(
  { input, cleanUp, learntFrom }: FeatureNetwork,
  { preprocessing }: OneClassDefinition,
  users: readonly UserBlocks[],
  format: string,
): void {
  const ours = { ...preprocessing, thinning: preprocessing.thinning ?? null };
  const theirs = { ...input, cleanUp };
  for (const key of ["signal", "blockSize", "thinning", "cleanUp"] as const) {
    if (isDeepStrictEqual(ours[key], theirs[key])) continue;
    const [was, is] = [theirs[key], ours[key]].map((value) => JSON.stringify(value ?? null));
    throw misfit(`preprocessing.${key}: ${input.name} learnt from blocks with ${was}, not ${is}`);
  }
  const { kind, clip } = preprocessing.scaling;
  if (kind !== "none" || clip !== undefined) {
    throw misfit(
      `preprocessing.scaling: the kind none and no clip expected, as ${input.name} scales blocks itself`,
    );
  }
  if (format !== learntFrom.format) return;
  if (learntFrom.subjects === null) {
    throw misfit(
      `oneClass.input: ${input.name} learnt from people of ${format} whom its card does not name, maybe from these: ` +
        `take an encoder, a network of identification, or one that learnt from other data`,
    );
  }
  const known = new Set(learntFrom.subjects);
  const shared = users.find(({ user }) => known.has(user));
  if (shared) {
    throw misfit(
      `oneClass.input: ${input.name} learnt from ${shared.user} of ${format}, and a one-class model may not know other people of its test: ` +
        `set data.subjects to people it did not learn from, or take another network`,
    );
  }
}

function misfit(message: string): RecognitionError {
  return new RecognitionError("bad-definition", message);
}
