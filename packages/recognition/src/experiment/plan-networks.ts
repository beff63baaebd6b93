import { poolTraining } from "./block-pool.js";
import type { NetworkDefinition } from "./definition.js";
import { withInitialWeights } from "./initial-weights.js";
import { memberCount, memberNetworks } from "./plan-members.js";
import { planModels } from "./plan-models.js";
import type { PlannedTraining } from "./planned-training.js";
import type { UserBlocks } from "./prepare-blocks.js";
import { addSynthetic } from "./synthetic-blocks.js";
import type { TestBlocks } from "./test-blocks.js";
import { trainNetworks } from "./train-networks.js";

/**
 * The networks of a run.
 * @throws RecognitionError where the definition does not fit the data, or the weights to begin with
 */
export function planNetworks(
  users: readonly UserBlocks[],
  test: TestBlocks,
  definition: NetworkDefinition,
): PlannedTraining {
  const pool = addSynthetic(poolTraining(users), definition);
  const planned = withInitialWeights(planModels(users, pool, definition), users, definition);
  // Before any is trained: not every network can be one of several.
  for (const { network } of planned) memberNetworks(network, definition);
  return {
    pool,
    initial: planned.flatMap(({ initial }) => (initial ? [initial.sha256] : [])),
    trainings: planned.length * (memberCount(definition) + (definition.hardCases?.folds ?? 0)),
    train: (options) => trainNetworks({ definition, planned, pool, test, ...options }),
  };
}
