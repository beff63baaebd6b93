/** Which models an experiment trains, and on which blocks. */
import { balanceBlocks, createRandom } from "@wristprint/core";
import { GraphError, type Network, parameterCount } from "@wristprint/neural";
import { createNetwork } from "../architectures/registry.js";
import { RecognitionError } from "../recognition-error.js";
import type { TrainingJob } from "../training/training-job.js";
import type { TrainingPool } from "./block-pool.js";
import type { ExperimentDefinition, NetworkDefinition } from "./definition.js";
import { holdOutBlocks, originOf } from "./hold-out-blocks.js";
import { type ImpostorParts, partImpostors } from "./part-impostors.js";
import type { UserBlocks } from "./prepare-blocks.js";

/** The name of the one model of an identification experiment. */
export const IDENTIFICATION_MODEL = "identification";

/** The class of the account's owner in an authentication model; 0 is everyone else. */
export const GENUINE = 1;

export type PlannedModel = Omit<TrainingJob, "checkpoint">;

/**
 * The models to train: one for all users in identification, one for each user in authentication.
 * @throws RecognitionError `bad-definition` for a user the data has not
 */
export function planModels(
  users: readonly UserBlocks[],
  pool: TrainingPool,
  definition: NetworkDefinition,
): PlannedModel[] {
  const planned =
    definition.task === "identification"
      ? [planIdentification(users, pool, definition)]
      : planAuthentication(users, pool, definition);
  if (!definition.hardCases && !definition.synthetic) return planned;
  return planned.map((model) => holdOutBlocks(model, pool, createRandom(model.seed).fork("validation")));
}

/** What a model's output columns stand for, in order. */
export function classNames(
  model: string,
  users: readonly UserBlocks[],
  { task }: Pick<ExperimentDefinition, "task">,
): readonly string[] {
  return task === "identification" ? users.map(({ user }) => user) : ["other", model];
}

function planIdentification(
  users: readonly UserBlocks[],
  pool: TrainingPool,
  definition: NetworkDefinition,
): PlannedModel {
  return {
    model: IDENTIFICATION_MODEL,
    network: networkFor(users, definition, users.length, users.length > 2 ? "softmax" : "sigmoid"),
    indices: Int32Array.from(pool.user.keys()),
    labels: pool.user,
    training: definition.training,
    seed: `${definition.seed}/${IDENTIFICATION_MODEL}`,
  };
}

function planAuthentication(
  users: readonly UserBlocks[],
  pool: TrainingPool,
  definition: NetworkDefinition,
): PlannedModel[] {
  const parts = impostorParts(users, definition);
  return ownersOf(users, definition).map((owner) => {
    const { user } = users[owner] as UserBlocks;
    const unseen = new Set(parts?.[owner]?.test);
    // Made-up blocks are the owner's alone.
    const candidates = Int32Array.from(pool.user.keys()).filter(
      (block) =>
        pool.user[block] === owner ||
        (originOf(block, pool) === block && !unseen.has(pool.user[block] as number)),
    );
    const { genuine, impostor } = balanceBlocks(
      candidates.map((block) => pool.user[block] as number),
      {
        genuine: owner,
        balance: definition.balance,
        random: createRandom(definition.seed).fork(`balance/${user}`),
      },
    );
    const indices = Int32Array.from([...genuine, ...impostor], (place) => candidates[place] as number);
    return {
      model: user,
      network: networkFor(users, definition, 2, "sigmoid"),
      indices,
      labels: indices.map((_, row) => (row < genuine.length ? GENUINE : 1 - GENUINE)),
      training: definition.training,
      seed: `${definition.seed}/${user}`,
    };
  });
}

/** Of every user's model, whom it learns from and whom it never sees, where the definition asks for it. */
export function impostorParts(
  users: readonly Pick<UserBlocks, "user">[],
  { impostors, seed }: Pick<ExperimentDefinition, "impostors" | "seed">,
): readonly ImpostorParts[] | undefined {
  if (impostors === undefined) return undefined;
  return partImpostors(
    users.map(({ user }) => user),
    impostors,
    seed,
  );
}

/** The users whose models an authentication experiment trains, as indices. */
export function ownersOf(
  users: readonly UserBlocks[],
  definition: Pick<ExperimentDefinition, "users">,
): number[] {
  if (definition.users === "all") return [...users.keys()];
  return definition.users.map((name) => {
    const index = users.findIndex(({ user }) => user === name);
    if (index >= 0) return index;
    const known = users.map(({ user }) => user).join(", ");
    throw new RecognitionError("bad-definition", `users: no user "${name}" in the data; it has ${known}`);
  });
}

/** @throws RecognitionError `bad-definition` where the architecture cannot take such blocks */
function networkFor(
  users: readonly UserBlocks[],
  definition: NetworkDefinition,
  classes: number,
  output: Network["output"],
): Network {
  // Of the test: training blocks may be longer.
  const { size, channels } = (users[0] as UserBlocks).test;
  const { architecture } = definition;
  const network = createNetwork(architecture, { length: size, channels: channels.length, classes, output });
  try {
    parameterCount(network);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const blocks = `blocks of ${size} differences`;
    throw new RecognitionError("bad-definition", `${architecture} cannot take ${blocks}: ${error.message}`);
  }
  return network;
}
