import {
  allocateLiveColumns,
  type ColumnBuffer,
  createColumnBuffer,
  encodeBatch,
  LIVE_LIMITS,
  type LiveBatch,
  type LiveColumns,
} from "@wristprint/core";
import type { NewBatch } from "../store/store.js";
import type { CutBlock } from "./session-intake.js";

/** A batch as it came. */
export interface TakenBatch {
  readonly batch: LiveBatch;
  readonly bytes: Uint8Array;
  readonly receivedAt: Date;
}

/**
 * Batches of one recording that follow one another and wait to be kept together, as one batch of the wire format under
 * the last one's number: a store's cost is by the row.
 */
export interface WaitingBatches {
  /** Whether another may be put to them. */
  hasRoomFor(batch: LiveBatch): boolean;
  /** @param cut blocks that it filled */
  add(taken: TakenBatch, cut: readonly CutBlock[]): void;
  /** What is to be kept. There must be one. */
  joined(): Omit<NewBatch, "session">;
  /** Blocks that they filled. */
  readonly cut: readonly CutBlock[];
  /** Settled by the two below. */
  readonly kept: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
  /** Calls off what will keep them when they have waited for long enough. */
  callOff: (() => void) | undefined;
}

/** As many are kept at once, however soon they came: a page that catches up is not to wait for its acknowledgements. */
const MOST = 32;

export function createWaitingBatches(): WaitingBatches {
  const cut: CutBlock[] = [];
  let batches = 0;
  let last: TakenBatch | undefined;
  /** The events of all, once there are two: copies, so that a session does not hold small arrays by the hundred. */
  let events: ColumnBuffer<LiveColumns> | undefined;
  let resolve: () => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const kept = new Promise<void>((onKept, onFailure) => {
    resolve = onKept;
    reject = onFailure;
  });
  // Each of the pages that wait hears of it by its own promise.
  kept.catch(() => {});
  return {
    hasRoomFor({ tMs }) {
      const count = events?.length ?? last?.batch.tMs.length ?? 0;
      return batches < MOST && count + tMs.length <= LIVE_LIMITS.batchEvents;
    },
    add(taken, blocks) {
      cut.push(...blocks);
      batches += 1;
      if (last) {
        events ??= createColumnBuffer(allocateLiveColumns, last.batch);
        events.append(taken.batch);
      }
      last = taken;
    },
    joined() {
      if (last === undefined) throw new Error("a batch expected, there is none");
      const { batch, receivedAt } = last;
      const { recording, sequence } = batch;
      const bytes = events ? encodeBatch(Object.assign({ ...batch }, events.view())) : last.bytes;
      return { recording, sequence, bytes, receivedAt };
    },
    cut,
    kept,
    resolve,
    reject,
    callOff: undefined,
  };
}
