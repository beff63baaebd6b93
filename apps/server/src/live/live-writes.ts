import type { NewBatch, NewBlock } from "../store/store.js";
import { createGroupCommit, type GroupCommit } from "./group-commit.js";
import type { MadeDecision } from "./keep-decisions.js";
import type { LiveClock } from "./live-clock.js";
import type { LiveLimits } from "./live-limits.js";
import type { LiveStore } from "./live-store.js";

/** What all sessions write, each kind in joined transactions. */
export interface LiveWrites {
  readonly batches: GroupCommit<NewBatch, { readonly refusedSessions: ReadonlySet<string> }>;
  readonly blocks: GroupCommit<NewBlock, void>;
  readonly decisions: GroupCommit<MadeDecision, void>;
  /** Until nothing is on its way. */
  idle(): Promise<void>;
}

export function createLiveWrites(
  { recordings, decisions }: Pick<LiveStore, "recordings" | "decisions">,
  clock: LiveClock,
  limits: Pick<LiveLimits, "batchesPerCommit" | "commitRestMs">,
): LiveWrites {
  const joining = { most: limits.batchesPerCommit, clock, longestRestMs: limits.commitRestMs };
  const writes = {
    batches: createGroupCommit((made: readonly NewBatch[]) => recordings.appendBatches(made), joining),
    blocks: createGroupCommit((made: readonly NewBlock[]) => recordings.appendBlocks(made), joining),
    decisions: createGroupCommit((made: readonly MadeDecision[]) => decisions.append(made), joining),
  };
  return {
    ...writes,
    async idle() {
      for (const kind of Object.values(writes)) await kind.idle();
    },
  };
}
