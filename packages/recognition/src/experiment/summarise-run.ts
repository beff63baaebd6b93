/** What a run tells of itself, for the report. */
import type { Trace } from "@wristprint/core";
import type { EpochResult } from "@wristprint/neural";
import type { RunSummary, Setting, TrainingHistory } from "../report/index.js";
import type { ExperimentDefinition } from "./definition.js";
import { describeProtocol } from "./describe-protocol.js";
import { tracesBySubject, type UserBlocks } from "./prepare-blocks.js";
import type { RunModel } from "./run-model.js";
import type { ScoredModels } from "./score-models.js";
import { versions } from "./versions.js";

export interface SummariseRunOptions {
  readonly definition: ExperimentDefinition;
  readonly traces: readonly Trace[];
  readonly format: string;
  readonly command: string | undefined;
  readonly users: readonly UserBlocks[];
  readonly models: readonly RunModel[];
  readonly scored: ScoredModels;
  readonly seconds: number;
  readonly device: string | undefined;
}

export function summariseRun(options: SummariseRunOptions): RunSummary {
  const { definition, command, models, scored, seconds } = options;
  const { name, title, description, task, seed, published } = definition;
  const [first] = models as readonly [RunModel, ...RunModel[]];
  return {
    name,
    title,
    description,
    task,
    protocol: describeProtocol(definition),
    ...(command === undefined ? {} : { command }),
    data: describeData(options),
    network: {
      architecture: first.architecture,
      parameters: first.parameters,
    },
    preprocessing: flatSettings(definition.preprocessing),
    training: flatSettings(first.training),
    seed,
    seconds,
    versions: versions(options.device),
    metrics: scored.metrics,
    ...(published.length > 0 ? { published } : {}),
    curves: { ...scored.curves, training: models.map(trainingHistory) },
  };
}

function describeData({ format, traces, users, definition }: SummariseRunOptions): RunSummary["data"] {
  const used = [...tracesBySubject(traces).values()].flat();
  const { validationShare } = definition.oneClass ?? definition.training;
  return {
    format,
    subjects: users.length,
    sessions: used.length,
    events: used.reduce((total, { tMs }) => total + tMs.length, 0),
    blocks: Object.fromEntries(
      users.map(({ user, training, test }) => {
        const validation = Math.floor(training.count * validationShare);
        return [user, { train: training.count - validation, validation, test: test.count }];
      }),
    ),
  };
}

function trainingHistory({ model, history }: RunModel): TrainingHistory {
  const column = (value: (result: EpochResult) => number | undefined) =>
    history.map((epoch) => value(epoch) ?? NaN);
  const validated = history.some((epoch) => epoch.validationLoss !== undefined);
  return {
    model,
    trainLoss: column(({ loss }) => loss),
    trainAccuracy: column(({ accuracy }) => accuracy),
    ...(validated && {
      validationLoss: column(({ validationLoss }) => validationLoss),
      validationAccuracy: column(({ validationAccuracy }) => validationAccuracy),
    }),
  };
}

/** Nested settings as `scaling.kind`, … in one level. */
function flatSettings(settings: object, prefix = ""): Record<string, Setting> {
  return Object.assign(
    {},
    ...Object.entries(settings).map(([key, value]: [string, unknown]) =>
      typeof value === "object" && value !== null
        ? flatSettings(value, `${prefix}${key}.`)
        : { [prefix + key]: value as Setting },
    ),
  );
}
