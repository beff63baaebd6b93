/** Runs an experiment from traces to a folder of results. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Scaler, Trace } from "@wristprint/core";
import { type EpochResult, loadModel, parameterCount } from "@wristprint/neural";
import {
  authenticationScoresCsv,
  identificationScoresCsv,
  type RunSummary,
  reportFiles,
  type TrainingHistory,
} from "../report/index.js";
import { trainModels } from "../training/train-models.js";
import type { TrainedModel } from "../training/training-job.js";
import { poolTraining, type TrainingPool } from "./block-pool.js";
import type { ExperimentDefinition } from "./definition.js";
import { describeProtocol } from "./describe-protocol.js";
import { measureAuthentication, type OwnerScores } from "./measure-authentication.js";
import { measureIdentification } from "./measure-identification.js";
import { modelCard } from "./model-card.js";
import { GENUINE, type PlannedModel, planModels } from "./plan-models.js";
import { prepareBlocks, type UserBlocks } from "./prepare-blocks.js";
import { openRunFolder } from "./run-folder.js";
import { gatherTestBlocks, type TestBlocks } from "./test-blocks.js";

export interface RunProgress {
  readonly model: string;
  /** Absent when the model is done. */
  readonly epoch?: EpochResult;
  readonly modelsDone: number;
  readonly modelsTotal: number;
}

export interface RunExperimentOptions {
  readonly traces: readonly Trace[];
  readonly definition: ExperimentDefinition;
  /** The run's folder. */
  readonly out: string;
  /** What the data was read as, for the report. */
  readonly format: string;
  /** Models trained at a time; the cores by default. The result does not depend on it. */
  readonly workers?: number;
  /** The command that repeats the run, for the report. */
  readonly command?: string;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Milliseconds; for the time taken. */
  readonly clock?: () => number;
}

/** What a command prints of a run; `metrics` as in metrics.json. */
export interface RunResult {
  readonly name: string;
  readonly seed: number | string;
  readonly seconds: number;
  /** Names of the files in the run's folder. */
  readonly files: readonly string[];
  readonly metrics: RunSummary["metrics"];
}

/**
 * Trains and evaluates as the definition says. A run that was killed goes on from its checkpoints when it is
 * started again with the same definition, data and folder, and ends with the same figures.
 * @throws RecognitionError where definition, data or folder do not do
 */
export async function runExperiment(options: RunExperimentOptions): Promise<RunResult> {
  const { definition, traces, clock = performance.now.bind(performance) } = options;
  const started = clock();
  const { users, scaler } = prepareBlocks(traces, definition);
  const pool = poolTraining(users);
  const test = gatherTestBlocks(users);
  const planned = planModels(users, pool, definition);
  const folder = openRunFolder(options.out, identityOf(definition, pool, test));
  try {
    const trained = await trainAll(planned, pool, folder.checkpoints, options);
    const scored = await scoreAll(planned, trained, users, test, definition);
    const summary: RunSummary = {
      name: definition.name,
      title: definition.title,
      description: definition.description,
      task: definition.task,
      protocol: describeProtocol(definition),
      ...(options.command === undefined ? {} : { command: options.command }),
      data: describeData(options.format, traces, users, definition),
      network: {
        architecture: definition.architecture,
        parameters: parameterCount((planned[0] as PlannedModel).network),
      },
      preprocessing: flatSettings(definition.preprocessing),
      training: flatSettings(definition.training),
      seed: definition.seed,
      seconds: Math.round(clock() - started) / 1000,
      versions: versions(),
      metrics: scored.metrics,
      ...(definition.published.length > 0 ? { published: definition.published } : {}),
      curves: { ...scored.curves, training: trained.map(trainingHistory) },
    };
    const { name, seed, seconds, metrics } = summary;
    const files = new Map<string, string | Uint8Array>(await reportFiles(summary));
    files.set("scores.csv", scored.csv);
    addModels(files, planned, trained, users, scaler, summary, definition);
    files.set(
      "experiment.json",
      json({ ...definition, protocol: summary.protocol, versions: summary.versions }),
    );
    const names = [...files.keys(), "metrics.json"].sort();
    const result: RunResult = { name, seed, seconds, files: names, metrics };
    files.set("metrics.json", json(result));
    folder.finish(files);
    return result;
  } finally {
    folder.release();
  }
}

async function trainAll(
  planned: readonly PlannedModel[],
  pool: TrainingPool,
  checkpoints: string,
  { workers, onProgress }: RunExperimentOptions,
): Promise<TrainedModel[]> {
  let modelsDone = 0;
  const modelsTotal = planned.length;
  const jobs = planned.map((model) => ({
    ...model,
    checkpoint: join(checkpoints, `${encodeURIComponent(model.model)}.safetensors`),
  }));
  return trainModels(jobs, {
    pool,
    ...(workers === undefined ? {} : { workers }),
    onEpoch: (model, epoch) => onProgress?.({ model, epoch, modelsDone, modelsTotal }),
    onModel: (model) => onProgress?.({ model, modelsDone: ++modelsDone, modelsTotal }),
  });
}

async function scoreAll(
  planned: readonly PlannedModel[],
  trained: readonly TrainedModel[],
  users: readonly UserBlocks[],
  test: TestBlocks,
  definition: ExperimentDefinition,
) {
  const predictions = [];
  for (const [index, { onnx }] of trained.entries()) {
    const predictor = await loadModel(onnx, (planned[index] as PlannedModel).network.input);
    predictions.push(await predictor.predict(test.data));
    await predictor.release();
  }
  const names = users.map(({ user }) => user);
  const subject = Array.from(test.user, (user) => names[user] as string);
  const session = Array.from(test.session, (number) => test.sessionNames[number] as string);
  const { blocks } = definition.evaluation;
  if (definition.task === "identification") {
    const scores = (predictions[0] as (typeof predictions)[number]).scores;
    const measured = measureIdentification(scores, names, test, blocks, definition.seed);
    const best = Array.from(test.user, (_, row) => {
      const own = scores.subarray(row * names.length, (row + 1) * names.length);
      return names[own.indexOf(Math.max(...own))] as string;
    });
    const csv = identificationScoresCsv({
      classes: names,
      subject,
      session,
      block: test.place,
      predicted: best,
      scores,
    });
    return { ...measured, csv };
  }
  const results: OwnerScores[] = predictions.map(({ scores }, index) => {
    const user = (planned[index] as PlannedModel).model;
    const genuine = Float64Array.from(test.user, (_, row) => scores[2 * row + GENUINE] as number);
    return { user, owner: names.indexOf(user), scores: genuine };
  });
  const csv = authenticationScoresCsv({
    model: results.flatMap(({ user }) => subject.map(() => user)),
    subject: results.flatMap(() => subject),
    session: results.flatMap(() => session),
    block: results.flatMap(() => [...test.place]),
    score: results.flatMap(({ scores }) => [...scores]),
    mated: results.flatMap(({ owner }) => Array.from(test.user, (user) => (user === owner ? 1 : 0))),
  });
  return { ...measureAuthentication(results, test, blocks, definition.seed), csv };
}

/** One model is `model.onnx` with its card `model.json`; several are named after their users. */
function addModels(
  files: Map<string, string | Uint8Array>,
  planned: readonly PlannedModel[],
  trained: readonly TrainedModel[],
  users: readonly UserBlocks[],
  scaler: Scaler,
  summary: RunSummary,
  definition: ExperimentDefinition,
): void {
  trained.forEach(({ onnx, model }, index) => {
    const path = trained.length === 1 ? "model" : `models/${encodeURIComponent(model)}`;
    files.set(`${path}.onnx`, onnx);
    const card = modelCard({ planned: planned[index] as PlannedModel, users, scaler, summary, definition });
    files.set(`${path}.json`, json(card));
  });
}

/** Changes with anything that bears on the trained weights, so that no checkpoint of another run is taken up. */
function identityOf(definition: ExperimentDefinition, pool: TrainingPool, test: TestBlocks): string {
  const {
    title: _title,
    description: _description,
    published: _published,
    evaluation: _evaluation,
    ...bearing
  } = definition;
  const hash = createHash("sha256").update(JSON.stringify([bearing, versions()]));
  for (const { data } of [pool, test])
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest("hex");
}

function describeData(
  format: string,
  traces: readonly Trace[],
  users: readonly UserBlocks[],
  { training }: ExperimentDefinition,
): RunSummary["data"] {
  return {
    format,
    subjects: users.length,
    sessions: traces.length,
    events: traces.reduce((total, { tMs }) => total + tMs.length, 0),
    blocks: Object.fromEntries(
      users.map(({ user, training: own, test }) => {
        const validation = Math.floor(own.count * training.validationShare);
        return [user, { train: own.count - validation, validation, test: test.count }];
      }),
    ),
  };
}

function trainingHistory({ model, history }: TrainedModel): TrainingHistory {
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

type Setting = string | number | boolean | null;

/** Nested settings as `scaling.kind`, … in one level, for the report. */
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

function versions(): Record<string, string> {
  const own = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return { wristprint: own.version, node: process.versions.node };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
