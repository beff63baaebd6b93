/** The files of a finished run. */
import type { Scaler } from "@wristprint/core";
import { type RunSummary, reportFiles } from "../report/index.js";
import type { ExperimentDefinition } from "./definition.js";
import { modelCard } from "./model-card.js";
import { modelFileName } from "./model-file-name.js";
import type { UserBlocks } from "./prepare-blocks.js";
import type { RunModel } from "./run-model.js";

/** What a command prints of a run; `metrics` as in metrics.json. */
export interface RunResult {
  readonly name: string;
  readonly seed: number | string;
  readonly seconds: number;
  /** Names of the files in the run's folder. */
  readonly files: readonly string[];
  readonly metrics: RunSummary["metrics"];
}

export interface RunFilesOptions {
  readonly definition: ExperimentDefinition;
  readonly summary: RunSummary;
  /** By file name. */
  readonly tables: ReadonlyMap<string, string>;
  readonly models: readonly RunModel[];
  /** What the models need besides, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly users: readonly UserBlocks[];
  readonly scaler: Scaler;
  /** No report, scores and models. */
  readonly figuresOnly: boolean;
}

/** All files by name, and the run's result, which is metrics.json. */
export async function runFiles(
  options: RunFilesOptions,
): Promise<{ files: Map<string, string | Uint8Array>; result: RunResult }> {
  const { definition, summary, figuresOnly } = options;
  const { name, seed, seconds, metrics, protocol, versions } = summary;
  const files = new Map<string, string | Uint8Array>(figuresOnly ? [] : await reportAndModels(options));
  files.set("experiment.json", json({ ...definition, protocol, versions }));
  const result: RunResult = {
    name,
    seed,
    seconds,
    files: [...files.keys(), "metrics.json"].sort(),
    metrics,
  };
  files.set("metrics.json", json(result));
  return { files, result };
}

async function reportAndModels(options: RunFilesOptions): Promise<[string, string | Uint8Array][]> {
  const { summary, tables, files } = options;
  return [...(await reportFiles(summary)), ...tables, ...modelFiles(options), ...files];
}

/** One model is `model.onnx` (or what its kind is kept as) with its card `model.json`; several are named after their users. */
function modelFiles(options: RunFilesOptions): [string, string | Uint8Array][] {
  const { models } = options;
  return models.flatMap((model) => {
    const path = models.length === 1 ? "model" : `models/${modelFileName(model.model)}`;
    return [
      [`${path}.${model.file.ending}`, model.file.content],
      [`${path}.json`, json(modelCard({ ...options, model }))],
    ];
  });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
