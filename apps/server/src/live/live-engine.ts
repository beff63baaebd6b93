/** The live side as the rest of the server sees it: takes what pages send, and knows what came of it. */
import type { Anomaly, Decision, FeedMessage, Identification, Session, Verification } from "@wristprint/api";
import type { ModelVersion, StoredSession } from "../store/store.js";
import type { EvidenceLines } from "./evidence-lines.js";

export type RefusalCode =
  /** Not the wire format. */
  | "malformed"
  /** Above the next number: the batches before it are not known. */
  | "gap"
  /** The session has ended or is gone. */
  | "ended"
  /** The session's bound of events or recordings is reached. */
  | "limit"
  /** Too much waits: try again. */
  | "busy";

/** What is counted while a session goes on; the stored summary takes over when it has ended. */
export type SessionProgress = Pick<
  Session,
  | "status"
  | "batches"
  | "events"
  | "blocks"
  | "scored"
  | "samplingRateHz"
  | "screen"
  | "pointers"
  | "lastEventAt"
  | "decisions"
>;

export interface TakeOptions {
  /** For a moment, to be kept as one with the batches after it. */
  readonly mayWait?: boolean;
  /**
   * Told, before the batch is kept, how many events the recording will have when its next block is full: a page that
   * sends at once what it has by then need not be heard often to be decided on soon.
   * @param soonKept whether the batch is kept, and acknowledged, without waiting for others
   */
  readonly onFlushAt?: (events: number, soonKept: boolean) => void;
}

export interface LiveEngine {
  /**
   * Takes one batch as it came. Resolves when it is kept for good.
   * @returns the number to acknowledge: the recording's highest up to which every batch is kept
   * @throws LiveRefusal ({@link RefusalCode}); nothing is kept then
   */
  take(session: StoredSession, bytes: Uint8Array, options?: TakeOptions): Promise<number>;
  /** What a session that has not ended has come to; `undefined` for one that it does not hold. */
  progress(session: string): SessionProgress | undefined;
  /** Ends a session: cuts the last block, waits until all are scored, enrols where that is its purpose. */
  end(session: StoredSession): Promise<void>;
  /** Forgets all about sessions whose data was erased. */
  forget(sessions: readonly string[]): void;
  /** The people of a project changed: enrolled, taken back, erased. */
  referencesChanged(project: string): void;
  /** A project's settings changed, or it was erased. */
  settingsChanged(project: string): void;
  /** What tells machines from people; `null` where nothing does. */
  readonly detector: ModelVersion | null;
  /**
   * Decides now, on all blocks that are scored. Does not wait for more, and keeps nothing. With no blocks, and where
   * nobody is there to compare with, undecided.
   * @throws ServerError `missing` where a subject has no enrolment with enough blocks
   */
  verify(session: StoredSession, subject: { id: string; name: string }, fmr: number): Promise<Verification>;
  identify(session: StoredSession, fmr: number): Promise<Identification>;
  anomaly(session: StoredSession, fmr: number): Promise<Anomaly>;
  /** How the evidence grew, a point a block; of an ended session from its stored blocks. */
  evidence(session: StoredSession, fmr: number): Promise<EvidenceLines>;
  /** Mean signature of a session's scored blocks so far, to enrol from. */
  signature(session: StoredSession): Promise<{ mean: Float32Array; blocks: number } | undefined>;
  /** Told how many of a session's blocks are scored and decided on; the function returned ends it. */
  watchScored(session: string, listener: (scored: number) => void): () => void;
  /** Told of each block the milliseconds from the receipt of its last event to the decision on it. */
  watchDecisionTimes(listener: (ms: number) => void): () => void;
  /** What a project's console is told; the function returned ends it. */
  listen(project: string, listener: (message: FeedMessage) => void): () => void;
  readonly waitingBlocks: number;
  readonly liveSessions: number;
  /** Stored movements in memory, to find replays of. */
  readonly replayTracks: number;
  /** Goes on with the sessions that had not ended when the server last stopped. Once, at the start. */
  resume(): Promise<void>;
  /** Takes nothing more, writes what it holds, and resolves. */
  close(): Promise<void>;
}

export type { Decision };
