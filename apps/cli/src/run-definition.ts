import type { Trace } from "@wristprint/core";
import { type ExperimentDefinition, type RunResult, runExperiment } from "@wristprint/recognition";
import type { CommandContext } from "./commands/command.js";
import { type DataSource, readSessions } from "./data-source.js";
import { quotedCommand } from "./quoted-command.js";
import { countOf } from "./table.js";
import { UsageError } from "./usage-error.js";

export interface RunDefinitionOptions {
  readonly definition: ExperimentDefinition;
  readonly source: DataSource;
  readonly out: string;
  readonly workers?: number;
  readonly device?: string;
}

/** What commands that train print as JSON. */
export interface FinishedRun extends RunResult {
  readonly out: string;
}

/** Reads the data that the definition asks for, then trains and measures, telling how far it is. */
export async function runDefinition(
  context: CommandContext,
  { definition, source, out, workers, device }: RunDefinitionOptions,
): Promise<FinishedRun> {
  const { parts, subjects } = definition.data;
  const { traces, report } = await readSessions(context, source, { parts, subjects });
  checkSubjects(traces, subjects);
  if (report.rejected.count > 0) {
    context.say(`${countOf(report.rejected.count, "row or file", "rows and files")} left out of the data`);
  }
  const progress = context.progress("training");
  // What is not trained in epochs tells of whole models alone.
  const epochs = definition.training?.epochs ?? 1;
  const epochsDone = new Map<string, number>();
  const result = await runExperiment({
    traces,
    definition,
    out,
    format: report.format,
    clock: context.clock,
    command: quotedCommand(context.typed),
    ...(workers !== undefined && { workers }),
    ...(device !== undefined && { device }),
    onProgress({ model, epoch, modelsDone, modelsTotal }) {
      epochsDone.set(model, epoch === undefined ? epochs : epoch.epoch);
      const done = [...epochsDone.values()].reduce((sum, count) => sum + count, 0);
      const count = `${modelsDone} of ${countOf(modelsTotal, "model")}`;
      if (epoch === undefined) progress.milestone(`${model} is trained, ${count}`);
      const loss = epoch && `${model} epoch ${epoch.epoch}, loss ${epoch.loss.toFixed(3)}`;
      progress.update(done, epochs * modelsTotal, loss ? `${count} · ${loss}` : count);
    },
  });
  progress.end();
  return { ...result, out };
}

/** Reading passes over a subject that is not there; a definition that names one means it. */
export function checkSubjects(traces: readonly Trace[], wanted: readonly string[] | undefined): void {
  const found = new Set(traces.map(({ subject }) => subject));
  const missing = wanted?.filter((subject) => !found.has(subject)) ?? [];
  if (missing.length > 0) {
    throw new UsageError(`data.subjects: no session of ${missing.join(", ")} in the data`);
  }
}
