import { encodeBatch, LIVE_LIMITS, type LiveBatch } from "@wristprint/core";
import type { NewBatch } from "../store/store.js";
import { joinBatches } from "./join-batches.js";
import type { CutBlock } from "./session-intake.js";

/** A batch as it came. */
export interface TakenBatch {
  readonly batch: LiveBatch;
  readonly bytes: Uint8Array;
  readonly receivedAt: Date;
}

/**
 * Batches of one recording that wait to be kept together, as one batch of the wire format under the last one's number:
 * a store's cost is by the row.
 */
export interface WaitingBatches {
  /** Whether another may be put to them. */
  hasRoomFor(batch: LiveBatch): boolean;
  add(taken: TakenBatch, cut: readonly CutBlock[]): void;
  /** What is to be kept. */
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
  const taken: TakenBatch[] = [];
  const cut: CutBlock[] = [];
  let events = 0;
  let resolve: () => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const kept = new Promise<void>((onKept, onFailure) => {
    resolve = onKept;
    reject = onFailure;
  });
  // Each of the pages that wait hears of it by its own promise.
  kept.catch(() => {});
  return {
    hasRoomFor: ({ tMs }) => taken.length < MOST && events + tMs.length <= LIVE_LIMITS.batchEvents,
    add(one, blocks) {
      taken.push(one);
      cut.push(...blocks);
      events += one.batch.tMs.length;
    },
    joined() {
      const { batch, bytes, receivedAt } = taken[taken.length - 1];
      const { recording, sequence } = batch;
      if (taken.length === 1) return { recording, sequence, bytes, receivedAt };
      const all = joinBatches(taken.map((one) => one.batch));
      return { recording, sequence, bytes: encodeBatch(all), receivedAt };
    },
    cut,
    kept,
    resolve,
    reject,
    callOff: undefined,
  };
}
