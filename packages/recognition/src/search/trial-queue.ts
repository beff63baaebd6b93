import type { Trial } from "./list-trials.js";
import type { SearchFolder } from "./search-folder.js";
import type { TrialResult } from "./trial-result.js";

/** A trial that nobody else works on until it is finished, or this process has ended. */
export interface TakenTrial {
  readonly trial: Trial;
  /** Aborted, with an error as the reason, where the trial may have been given to another. */
  readonly lost?: AbortSignal;
  /** Keeps the result for good. */
  finish(result: TrialResult): Promise<void>;
}

/** Where workers find the trials that are left. */
export interface TrialQueue {
  /**
   * The next trial that is neither finished nor worked on. While others work on all that is left it waits, as one
   * of them may be killed; `undefined` once every trial is finished.
   */
  take(): Promise<TakenTrial | undefined>;
}

/** How often a worker without a trial looks for one that a killed worker has left. */
export const LOOK_AGAIN_MS = 250;

export interface FolderQueueOptions {
  readonly trials: readonly Trial[];
  readonly folder: SearchFolder;
  readonly wait: (ms: number) => Promise<void>;
}

/** The trials of a folder, for processes of one machine. */
export function folderQueue({ trials, folder, wait }: FolderQueueOptions): TrialQueue {
  return {
    async take() {
      for (;;) {
        const open = trials.filter(({ number }) => !folder.isFinished(number));
        if (open.length === 0) return undefined;
        const trial = open.find(({ number }) => folder.claim(number));
        if (trial !== undefined) return { trial, finish: async (result) => folder.keep(result) };
        await wait(LOOK_AGAIN_MS);
      }
    },
  };
}
