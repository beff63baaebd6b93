import type { Trace } from "@wristprint/core";
import type { RunProgress } from "../experiment/run-experiment.js";
import { runTrial } from "./run-trial.js";
import type { Search } from "./search-definition.js";
import type { SearchFolder } from "./search-folder.js";
import type { TrialQueue } from "./trial-queue.js";
import type { TrialResult } from "./trial-result.js";

export interface WorkThroughOptions {
  readonly search: Search;
  readonly queue: TrialQueue;
  /** Where runs lie while they are under way. */
  readonly folder: SearchFolder;
  readonly traces: readonly Trace[];
  readonly format: string;
  /** Where networks compute, as {@link runTrial}'s. */
  readonly device?: string;
  readonly clock?: () => number;
  readonly onBegin?: (trial: number) => void;
  readonly onProgress?: (trial: number, progress: RunProgress) => void;
  /** Called when a result is kept. */
  readonly onFinish?: (result: TrialResult) => void;
}

/** A worker: runs one trial after the other until every trial is finished, by itself or by others. */
export async function workThrough(options: WorkThroughOptions): Promise<void> {
  const { search, queue, folder, traces, format, device, clock, onBegin, onProgress, onFinish } = options;
  for (let taken = await queue.take(); taken !== undefined; taken = await queue.take()) {
    const { trial, lost, finish } = taken;
    onBegin?.(trial.number);
    const result = await runTrial({
      search,
      trial,
      traces,
      format,
      out: folder.runFolder(trial.number),
      ...(device !== undefined && { device }),
      ...(clock && { clock }),
      onProgress(progress) {
        lost?.throwIfAborted();
        onProgress?.(trial.number, progress);
      },
    });
    lost?.throwIfAborted();
    await finish(result);
    onFinish?.(result);
  }
}
