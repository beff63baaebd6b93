import type { Scaler } from "@wristprint/core";
import type { RunSummary } from "../report/index.js";
import type { ExperimentDefinition } from "./definition.js";
import { classNames, impostorParts } from "./plan-models.js";
import type { UserBlocks } from "./prepare-blocks.js";
import type { RunModel } from "./run-model.js";

export interface ModelCardOptions {
  readonly model: RunModel;
  readonly users: readonly UserBlocks[];
  readonly scaler: Scaler;
  readonly summary: RunSummary;
  readonly definition: ExperimentDefinition;
}

/** What stands beside a model file: all that is needed to feed it and to judge it. */
export function modelCard(options: ModelCardOptions) {
  const { model, users, scaler, summary, definition } = options;
  const identification = definition.task === "identification";
  return {
    format: "wristprint-model/1",
    name: summary.name,
    task: definition.task,
    /** Of the model's output columns, in order. */
    classes: classNames(model.model, users, definition),
    architecture: model.architecture,
    ...model.card,
    preprocessing: definition.preprocessing,
    scaler,
    training: {
      data: summary.data.format,
      subjects: users.length,
      blocks: model.examples,
      ...learntFromAsImpostors(options),
      ...model.training,
    },
    seed: definition.seed,
    protocol: summary.protocol,
    metrics: identification ? summary.metrics : ownMetrics(summary, model.model),
    versions: summary.versions,
  };
}

/** By name, where not all others are. */
function learntFromAsImpostors({ model, users, definition }: ModelCardOptions) {
  const owner = users.findIndex(({ user }) => user === model.model);
  const parts = impostorParts(users, definition)?.[owner];
  return parts && { learntFromAsImpostors: parts.training.map((index) => users[index]?.user) };
}

function ownMetrics({ metrics }: RunSummary, user: string): Record<string, number | null> {
  const { accuracy, auc, eer, fnmrAtFmr1 } = metrics;
  return Object.fromEntries(
    Object.entries({ accuracy, auc, eer, fnmrAtFmr1 }).map(([name, metric]) => [
      name,
      metric?.perUser[user] ?? null,
    ]),
  );
}
