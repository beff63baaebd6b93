import type { Search, TrialResult } from "@wristprint/recognition";
import type { Progress } from "../narrator.js";
import { countOf, formatFigure } from "../table.js";
import type { WorkerNews } from "./run-workers.js";

export interface SearchProgress {
  hear(news: WorkerNews): void;
  /** Trials that are finished, by whomever. */
  count(trials: readonly number[]): void;
}

/** Tells on stderr how far a search is. */
export function searchProgress(
  progress: Progress,
  search: Search,
  trials: number,
  known: readonly TrialResult[],
): SearchProgress {
  const shares = new Map<number, number>();
  const finished = new Set(known.map(({ trial }) => trial));
  const update = (detail: string) => {
    const underWay = [...shares.values()].reduce((sum, share) => sum + share, 0);
    progress.update(Math.min(trials, finished.size + underWay), trials, detail);
  };
  const far = () => `${finished.size} of ${countOf(trials, "trial")}`;
  return {
    count(now) {
      for (const trial of now) finished.add(trial);
    },
    hear(news) {
      if (news.kind === "begun") {
        progress.milestone(`trial ${news.trial} begins`);
      } else if (news.kind === "progress") {
        shares.set(news.trial, news.share);
        update(`${far()} · trial ${news.trial}: ${news.detail}`);
      } else {
        const { trial, value, failure } = news.result;
        shares.delete(trial);
        finished.add(trial);
        const figure =
          failure === undefined ? `${search.metric} ${formatFigure(value)}` : `failed: ${failure}`;
        progress.milestone(`trial ${trial} is finished, ${figure}, ${far()}`);
        update(far());
      }
    },
  };
}
