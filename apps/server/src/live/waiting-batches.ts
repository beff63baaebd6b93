import {
  type ColumnBuffer,
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

/**
 * @param events where the events gather: a recording's own, used again and again. What a server holds for a second or two,
 *   for a thousand sessions, is by then among V8's old objects, and collecting those is what decisions wait for most.
 */
export function createWaitingBatches(events: ColumnBuffer<LiveColumns>): WaitingBatches {
  const cut: CutBlock[] = [];
  let batches = 0;
  /** What the last one says beside its events. */
  let head: BatchHead | undefined;
  let bytes: Uint8Array | undefined;
  let receivedAt = new Date(0);
  let resolve: () => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const kept = new Promise<void>((onKept, onFailure) => {
    resolve = onKept;
    reject = onFailure;
  });
  // Each of the pages that wait hears of it by its own promise.
  kept.catch(() => {});
  events.clear();
  return {
    hasRoomFor({ tMs }) {
      return batches < MOST && events.length + tMs.length <= LIVE_LIMITS.batchEvents;
    },
    add(taken, blocks) {
      cut.push(...blocks);
      batches += 1;
      events.append(taken.batch);
      head = headOf(taken.batch);
      bytes = batches === 1 ? taken.bytes : undefined;
      receivedAt = taken.receivedAt;
    },
    joined() {
      if (head === undefined) throw new Error("a batch expected, there is none");
      const { recording, sequence } = head;
      return {
        recording,
        sequence,
        bytes: bytes ?? encodeBatch(Object.assign({ ...head }, events.view())),
        receivedAt,
      };
    },
    cut,
    kept,
    resolve,
    reject,
    callOff: undefined,
  };
}

type BatchHead = Omit<LiveBatch, keyof LiveColumns>;

function headOf(batch: LiveBatch): BatchHead {
  const { recording, sequence, screenWidthPx, screenHeightPx, devicePixelRatio, samplingRateHz } = batch;
  return { recording, sequence, screenWidthPx, screenHeightPx, devicePixelRatio, samplingRateHz };
}
