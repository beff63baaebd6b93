import type { Progress } from "./capture-state.js";
import type { Bytes } from "./page.js";

export interface WaitingBatch {
  readonly sequence: number;
  readonly bytes: Bytes;
}

/** Batches that the server has not acknowledged, oldest first. */
export interface Outbox {
  /** Adds the next batch; the first is number 1. */
  add(bytes: Bytes): void;
  /** The waiting batches numbered above. */
  after(sequence: number): readonly WaitingBatch[];
  /**
   * Lets go of what the server has. Older, repeated and impossible numbers change nothing.
   * @returns whether anything was let go of
   */
  acknowledge(sequence: number | undefined): boolean;
  /** Bytes of the waiting batches. */
  readonly size: number;
  /** When the recording has so many events, the server wants what there is. */
  flushAt: number;
}

/** @param progress told what was acknowledged and what waits */
export function createOutbox(progress: Progress): Outbox {
  const waiting: WaitingBatch[] = [];
  let size = 0;
  return {
    add(bytes) {
      size += bytes.length;
      const sequence = progress.batchesAcknowledged + waiting.length + 1;
      progress.batchesWaiting = waiting.push({ sequence, bytes });
    },
    after: (after) => waiting.filter(({ sequence }) => sequence > after),
    acknowledge(sequence = 0) {
      const count = sequence - progress.batchesAcknowledged;
      // What is no whole number, or none of a waiting batch, is no batch's own.
      if (waiting[count - 1]?.sequence !== sequence) return false;
      for (const { bytes } of waiting.splice(0, count)) size -= bytes.length;
      progress.batchesAcknowledged = sequence;
      progress.batchesWaiting = waiting.length;
      return true;
    },
    flushAt: Infinity,
    get size() {
      return size;
    },
  };
}
