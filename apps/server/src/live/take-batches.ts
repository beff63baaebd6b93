import { allocateLiveColumns, createColumnBuffer, type LiveBatch } from "@wristprint/core";
import type { NewBatch } from "../store/store.js";
import type { GroupCommit } from "./group-commit.js";
import type { HeldSession, RecordingState } from "./held-session.js";
import type { LiveClock } from "./live-clock.js";
import type { TakeOptions } from "./live-engine.js";
import type { LiveLimits } from "./live-limits.js";
import { LiveRefusal } from "./live-refusal.js";
import type { CutBlock } from "./session-intake.js";
import { createWaitingBatches } from "./waiting-batches.js";

/** What waits, over all sessions. */
export interface LiveLoad {
  /** Blocks without a signature. */
  waitingBlocks: number;
  /** Batches that wait to be cut, while no model is known. */
  uncutBatches: number;
}

export interface TakeBatchesOptions {
  readonly commit: GroupCommit<NewBatch, { readonly refusedSessions: ReadonlySet<string> }>;
  readonly clock: LiveClock;
  readonly limits: LiveLimits;
  readonly load: LiveLoad;
  /** Sessions in memory. */
  readonly sessions: () => number;
  readonly log: (message: string, error: unknown) => void;
  /** The session's memory is wrong, or of no use. */
  readonly discard: (held: HeldSession, reason: "ended" | "busy") => void;
  /** Blocks are full; their batches are not kept yet, and may never be. */
  readonly onCut: (cut: readonly CutBlock[]) => void;
  /** Batches are kept, and these are the blocks that they filled. */
  readonly onKept: (held: HeldSession, cut: readonly CutBlock[]) => void;
}

export interface BatchTaker {
  /**
   * Takes a session's next batch. Runs without a pause up to where it waits: batches of a recording are numbered here.
   * @param options as {@link LiveEngine.take}'s
   * @returns resolves when it is kept, with the number to acknowledge
   * @throws LiveRefusal
   */
  take(held: HeldSession, batch: LiveBatch, bytes: Uint8Array, options: TakeOptions): Promise<number>;
  /** Keeps at once what a session has waiting. */
  hurry(held: HeldSession): void;
  /** Refuses what a session has waiting. */
  giveUp(held: HeldSession, reason: "ended" | "busy"): void;
}

/** Of a recording whose batches were larger than this, memory to gather them in is not held for the next. */
const MOST_HELD_EVENTS = 512;

/**
 * Batches in their order to the store. One that fills no block may wait for those after it, and is then kept with them,
 * as one: many sessions that send ten times a second fill a row or two a block, rather than twenty.
 */
export function createBatchTaker(options: TakeBatchesOptions): BatchTaker {
  const { commit, clock, limits, load, sessions, log, discard, onCut, onKept } = options;

  function checkLimits(held: HeldSession, batch: LiveBatch): void {
    if (held.events + batch.tMs.length > limits.eventsPerSession) {
      throw new LiveRefusal("limit", `a session has at most ${limits.eventsPerSession} events`);
    }
    if (!held.recordings.has(batch.recording) && held.recordings.size >= limits.recordingsPerSession) {
      throw new LiveRefusal("limit", `a session has at most ${limits.recordingsPerSession} recordings`);
    }
    if (commit.waiting + load.uncutBatches >= limits.waitingBatches) {
      throw new LiveRefusal("busy", `${limits.waitingBatches} batches wait to be kept`);
    }
    if (load.waitingBlocks >= limits.waitingBlocks) {
      throw new LiveRefusal("busy", `${limits.waitingBlocks} blocks wait for their signatures`);
    }
  }

  function waitMs(): number {
    return Math.min(limits.keepWithinMs, Math.ceil((1000 * sessions()) / limits.keptPerSecond));
  }

  /** Puts a batch to those that wait. */
  function gather(held: HeldSession, state: RecordingState, batch: LiveBatch, bytes: Uint8Array): CutBlock[] {
    if (state.waiting && !state.waiting.hasRoomFor(batch)) keep(held, state);
    if (state.waiting === undefined) {
      state.gathering ??= createColumnBuffer(allocateLiveColumns);
      state.waiting = createWaitingBatches(state.gathering);
      state.written = state.waiting.kept;
      held.writing += 1;
    }
    const receivedAt = new Date(clock.now());
    held.lastAt = receivedAt.getTime();
    held.events += batch.tMs.length;
    const before = held.intake.uncut;
    const cut = held.intake.absorb(batch, receivedAt);
    load.uncutBatches += held.intake.uncut - before;
    held.tracks.absorb(batch);
    state.waiting.add({ batch, bytes, receivedAt }, cut);
    return cut;
  }

  /** Hands what waits of a recording to the store. */
  function keep(held: HeldSession, state: RecordingState): void {
    const { waiting } = state;
    if (waiting === undefined) return;
    state.waiting = undefined;
    waiting.callOff?.();
    const { recording, sequence, bytes, receivedAt } = waiting.joined();
    if (state.gathering && state.gathering.length > MOST_HELD_EVENTS) state.gathering = undefined;
    write(held, { session: held.stored.id, recording, sequence, bytes, receivedAt }).then(() => {
      state.kept = sequence;
      onKept(held, waiting.cut);
      waiting.resolve();
    }, waiting.reject);
  }

  async function write(held: HeldSession, batch: NewBatch): Promise<void> {
    try {
      const { refusedSessions } = await commit.add(batch);
      if (refusedSessions.has(batch.session)) {
        discard(held, "ended");
        throw new LiveRefusal("ended", "the session has ended");
      }
      if (held.gone.signal.aborted) throw new LiveRefusal(held.closed ?? "busy", "the session is gone");
    } catch (error) {
      if (error instanceof LiveRefusal) throw error;
      log("keeping batches failed", error);
      // Nobody knows whether they were kept: the store does, when the session is loaded again.
      discard(held, "busy");
      throw new LiveRefusal("busy", "the batch could not be kept", { cause: error });
    } finally {
      held.writing -= 1;
    }
  }

  return {
    take(held, batch, bytes, { mayWait = false, onFlushAt }) {
      const { recording, sequence } = batch;
      if (held.closed) throw new LiveRefusal(held.closed, "the session takes no more for now");
      const known = held.recordings.get(recording);
      const accepted = known?.accepted ?? 0;
      if (known && sequence <= accepted) {
        if (!mayWait) keep(held, known);
        return known.written.then(() => known.kept);
      }
      if (sequence !== accepted + 1) {
        throw new LiveRefusal("gap", `batch ${accepted + 1} expected, got ${sequence}`);
      }
      if (known && batch.tMs[0] < known.lastMs) {
        throw new LiveRefusal("malformed", `a time from ${known.lastMs} ms on expected, got ${batch.tMs[0]}`);
      }
      checkLimits(held, batch);
      const state = known ?? newRecording();
      held.recordings.set(recording, state);
      state.accepted = sequence;
      state.lastMs = batch.tMs[batch.tMs.length - 1];
      state.events += batch.tMs.length;
      const cut = gather(held, state, batch, bytes);
      if (cut.length > 0) onCut(cut);
      const lacking = held.intake.lacking(recording);
      // A recording's first batch says when it began: it is kept as it came, so that this is the same after a new start.
      const keptNow = !mayWait || cut.length > 0 || sequence === 1;
      // Said once a block; again where the page sent what was asked for and it was not enough.
      if (lacking !== undefined && (cut.length > 0 || state.events >= state.flushAt)) {
        state.flushAt = state.events + lacking;
        onFlushAt?.(state.flushAt, keptNow);
      }
      const { written } = state;
      if (keptNow) keep(held, state);
      else if (state.waiting) {
        state.waiting.callOff ??= clock.after(waitMs(), () => keep(held, state));
      }
      return written.then(() => state.kept);
    },
    hurry(held) {
      for (const state of held.recordings.values()) keep(held, state);
    },
    giveUp(held, reason) {
      for (const state of held.recordings.values()) {
        if (state.waiting === undefined) continue;
        state.waiting.callOff?.();
        state.waiting.reject(new LiveRefusal(reason, "the session is gone"));
        state.waiting = undefined;
        held.writing -= 1;
      }
    },
  };
}

function newRecording(): RecordingState {
  return { kept: 0, accepted: 0, written: Promise.resolve(), lastMs: 0, events: 0, flushAt: 0 };
}
