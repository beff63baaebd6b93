import { type Decision, type FeedMessage, isRecognition, type RecognitionDecision } from "@wristprint/api";
import type { ColumnBuffer, LiveColumns } from "@wristprint/core";
import type { NewBlock, StoredSession } from "../store/store.js";
import type { SessionProgress } from "./live-engine.js";
import type { Look } from "./looks.js";
import type { RunningDecisions } from "./running-decisions.js";
import type { CutBlock, SessionIntake } from "./session-intake.js";
import type { SessionTracks } from "./tracks/session-tracks.js";
import type { WaitingBatches } from "./waiting-batches.js";

/** Up to where a recording's batches are taken. */
export interface RecordingState {
  /** Highest number up to which all batches are kept. */
  kept: number;
  /** Highest number on its way to the store. */
  accepted: number;
  /** When the last of those is kept. */
  written: Promise<unknown>;
  /** Those that wait for more before they are kept; the latest of the accepted. */
  waiting?: WaitingBatches | undefined;
  /** Where the events of those gather. */
  gathering?: ColumnBuffer<LiveColumns> | undefined;
  /** The latest event taken, milliseconds since the recording began. */
  lastMs: number;
  /** Events taken. */
  events: number;
  /** At how many the page was asked to send at once what it has; 0 for not yet. */
  flushAt: number;
}

/** A session that is held in memory: everything here is rebuilt from the store when it is lost. */
export interface HeldSession {
  readonly stored: StoredSession;
  readonly recordings: Map<number, RecordingState>;
  readonly intake: SessionIntake;
  readonly tracks: SessionTracks;
  /** Runs while there are tracks to look at. */
  watching: Promise<void> | undefined;
  /** Events taken, those on their way to the store included. */
  events: number;
  /** Of {@link RecordingState.waiting} and what became of them: those that are not kept yet. */
  writing: number;
  /** Aborted when the memory of it is no longer to be used. */
  readonly gone: AbortController;
  /** Why nothing is taken any more: it ends or was erased, or is to be rebuilt. */
  closed: "ended" | "busy" | undefined;
  ending: Promise<void> | undefined;
  /** Blocks without a signature, in order. */
  readonly queue: CutBlock[];
  /** Signatures that the store had when it was loaded; looked at first, and let go then. */
  before: readonly NewBlock[];
  /** Whether {@link before} was looked at. */
  replayed: boolean;
  running: RunningDecisions | undefined;
  scored: number;
  /** Runs while there is something to score. */
  scoring: Promise<void> | undefined;
  /** The newest answer of each kind. */
  readonly latest: Map<Decision["kind"], Decision>;
  /** Blocks, or tracks, that the kind's newest decision in the store rests on. */
  readonly told: Map<Decision["kind"], number>;
  /** The same when it was loaded: looks up to there were taken, and what they decided is kept. */
  readonly toldAtLoad: ReadonlyMap<Decision["kind"], number>;
  enrolled: boolean;
  /** When a batch came last, or the session was made; milliseconds since 1970. */
  lastAt: number;
}

export function progressOf({ intake, scored, latest }: HeldSession): SessionProgress {
  const { lastEventAt, pointers, ...counts } = intake.summary();
  return {
    ...counts,
    pointers: [...pointers],
    status: counts.batches > 0 ? "live" : "waiting",
    scored,
    lastEventAt: lastEventAt?.toISOString() ?? null,
    decisions: [...latest.values()],
  };
}

export function sessionMessage(
  stored: StoredSession,
  progress: SessionProgress,
  endedAt: Date | null,
): FeedMessage {
  const { id, label, purpose, subject, createdAt } = stored;
  return {
    type: "session",
    session: {
      id,
      label,
      purpose,
      subject,
      createdAt: createdAt.toISOString(),
      ...progress,
      status: endedAt ? "ended" : progress.status,
      endedAt: endedAt?.toISOString() ?? null,
    },
  };
}

/** A look as it is told and kept. */
export function decisionOf(
  look: Look,
  { id, session, at, model }: Pick<RecognitionDecision, "id" | "session" | "at" | "model">,
): RecognitionDecision {
  // Made for every block, and a spread takes V8 twenty times as long and leaves five times the garbage.
  return Object.assign({ id, session, at, model }, look);
}

/** Blocks that a decision rests on, or tracks. */
export function restsOn(decision: Decision): number {
  return isRecognition(decision) ? decision.blocks : decision.tracks;
}

/** Nothing waits: dropping it from memory loses nothing. */
export function isIdle(held: HeldSession): boolean {
  return (
    held.closed === undefined &&
    held.writing === 0 &&
    held.queue.length === 0 &&
    held.scoring === undefined &&
    held.watching === undefined &&
    held.tracks.waiting === 0 &&
    held.intake.uncut === 0
  );
}
