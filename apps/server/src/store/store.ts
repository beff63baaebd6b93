/**
 * All that the server keeps, as it asks for it. One implementation over SQL serves PGlite and PostgreSQL, and one
 * conformance suite holds both to what stands here. What a function has resolved survives a crash.
 *
 * Everything that belongs to a project is asked for with the project's id beside its own: what is another project's
 * is not found.
 */
import type {
  ApiKey,
  AuditEntry,
  Decision,
  Project,
  ProjectSettings,
  Session,
  webhookEvent,
} from "@wristprint/api";
import type { z } from "zod";

export type WebhookEvent = z.output<typeof webhookEvent>;

export interface Page<T> {
  readonly items: readonly T[];
  /** Hand on as `after`. */
  readonly next: string | null;
}
export interface PageRequest {
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface Store {
  readonly kind: "pglite" | "postgresql";
  readonly console: ConsoleStore;
  readonly projects: ProjectStore;
  readonly keys: KeyStore;
  readonly subjects: SubjectStore;
  readonly enrolments: EnrolmentStore;
  readonly sessions: SessionStore;
  readonly recordings: RecordingStore;
  readonly tracks: TrackStore;
  readonly decisions: DecisionStore;
  readonly webhooks: WebhookStore;
  readonly audit: AuditStore;
  /** Whether the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The console's one password, its signed-in browsers, and the server's secrets. */
export interface ConsoleStore {
  passwordHash(): Promise<string | undefined>;
  /** @returns false where there is one already */
  choosePassword(hash: string): Promise<boolean>;
  addLogin(login: { readonly tokenHash: string; readonly expiresAt: Date }): Promise<void>;
  hasLogin(tokenHash: string, now: Date): Promise<boolean>;
  removeLogin(tokenHash: string): Promise<void>;
  /** Removes what has expired. */
  sweepLogins(now: Date): Promise<void>;
  /** The secret of that name, made with `make` the first time; such as the one that signs session tokens. */
  secret(name: string, make: () => string): Promise<string>;
}

export interface ProjectStore {
  list(): Promise<readonly Project[]>;
  create(project: { readonly name: string; readonly settings: ProjectSettings }): Promise<Project>;
  get(project: string): Promise<Project | undefined>;
  /** Where `findReplays` is off afterwards, the tracks of its sessions are forgotten. */
  change(
    project: string,
    change: { readonly name?: string | undefined; readonly settings?: Partial<ProjectSettings> | undefined },
  ): Promise<Project | undefined>;
  /** With everything that belongs to it. */
  erase(project: string): Promise<boolean>;
}

export interface KeyStore {
  list(project: string): Promise<readonly ApiKey[]>;
  create(
    project: string,
    key: { readonly name: string; readonly start: string; readonly hash: string },
  ): Promise<ApiKey>;
  /** The project and name of the key with that hash, unless it is revoked. Its use is noted, to the minute. */
  use(
    hash: string,
    at: Date,
  ): Promise<{ readonly id: string; readonly project: string; readonly name: string } | undefined>;
  revoke(project: string, key: string, at: Date): Promise<boolean>;
}

export interface StoredSubject {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

export interface SubjectStore {
  list(project: string, page: PageRequest): Promise<Page<StoredSubject>>;
  /** @throws ServerError `taken` where the name is */
  create(project: string, name: string): Promise<StoredSubject>;
  get(project: string, subject: string): Promise<StoredSubject | undefined>;
  /** With enrolments, and the sessions that name the person, and all that belongs to those. */
  erase(project: string, subject: string): Promise<{ readonly sessions: readonly string[] } | undefined>;
}

export interface ModelVersion {
  readonly name: string;
  readonly version: string;
}

export interface StoredEnrolment {
  readonly id: string;
  readonly subject: string;
  readonly session: string | null;
  readonly model: ModelVersion;
  readonly blocks: number;
  /** Mean of the blocks' signatures, not brought to length 1. */
  readonly mean: Float32Array;
  readonly createdAt: Date;
}

export interface EnrolmentStore {
  /** All of a project that are of the model. */
  ofProject(project: string, model: ModelVersion): Promise<readonly StoredEnrolment[]>;
  ofSubject(project: string, subject: string): Promise<readonly StoredEnrolment[]>;
  /**
   * With a delivery to those who asked for it, in one transaction. A session enrols a subject once: a second time gives
   * the first enrolment back, and tells nobody.
   * @throws ServerError `missing`
   */
  create(project: string, enrolment: Omit<StoredEnrolment, "id" | "createdAt">): Promise<StoredEnrolment>;
  erase(project: string, subject: string, enrolment: string): Promise<boolean>;
}

/** What is known of a session for good once it has ended; before, the live side counts. */
export type SessionSummary = Pick<
  Session,
  "batches" | "events" | "blocks" | "scored" | "samplingRateHz" | "screen" | "pointers"
> & { readonly lastEventAt: Date | null };

export interface StoredSession {
  readonly id: string;
  readonly project: string;
  readonly label: string | null;
  readonly purpose: Session["purpose"];
  readonly subject: { readonly id: string; readonly name: string } | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  /** As of its end. */
  readonly summary: SessionSummary | null;
}

export interface SessionStore {
  list(
    project: string,
    filter: PageRequest & { readonly ended?: boolean | undefined; readonly subject?: string | undefined },
  ): Promise<Page<StoredSession>>;
  /** @throws ServerError `missing` where the project has no such subject */
  create(
    project: string,
    session: {
      readonly label: string | null;
      readonly purpose: Session["purpose"];
      readonly subject: string | null;
    },
  ): Promise<StoredSession>;
  get(project: string, session: string): Promise<StoredSession | undefined>;
  /** Whatever its project: for the live side, whose token names the session. */
  find(session: string): Promise<StoredSession | undefined>;
  /** All that have not ended: to go on with after a start. */
  unended(): Promise<readonly StoredSession[]>;
  /**
   * Ends it for good; from then on no batch is taken. In the same transaction its batches are forgotten, unless the
   * project keeps them, and a delivery is noted for those who asked. A second end changes nothing.
   *
   * @param tracks its movements, to find replays of them; kept where the project wants that, and there are any
   */
  end(session: string, at: Date, summary: SessionSummary, tracks?: Uint8Array): Promise<void>;
  /** With batches, blocks, tracks and decisions; enrolments made from it stay. */
  erase(project: string, session: string): Promise<boolean>;
  /** Erases those that ended before their project's retention time. @returns their ids and projects */
  eraseExpired(now: Date): Promise<readonly { readonly id: string; readonly project: string }[]>;
}

export interface NewBatch {
  readonly session: string;
  readonly recording: number;
  readonly sequence: number;
  /** The wire format: as it came, or joined with those before it that are not kept yet. */
  readonly bytes: Uint8Array;
  readonly receivedAt: Date;
}

export interface NewBlock {
  readonly session: string;
  readonly recording: number;
  /** Of the recording's blocks, from 0. */
  readonly index: number;
  /** Since the session's first event, milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  readonly signature: Float32Array;
  readonly model: ModelVersion;
}

/** What pages sent, and what was made of it. */
export interface RecordingStore {
  /**
   * Keeps batches of many sessions in one transaction. One that is there already changes nothing. Batches of a session
   * that has ended or is gone are left out, and named in the result.
   */
  appendBatches(batches: readonly NewBatch[]): Promise<{ readonly refusedSessions: ReadonlySet<string> }>;
  /** Every batch of a session, by recording in order of arrival, then sequence; those being added are waited for. */
  batches(session: string): Promise<readonly NewBatch[]>;
  /** Keeps blocks of many sessions in one transaction; one that is there already changes nothing, nor one of an erased session. */
  appendBlocks(blocks: readonly NewBlock[]): Promise<void>;
  /** In the order in which they were kept first; recording and index make one unique. */
  blocks(session: string): Promise<readonly NewBlock[]>;
  /** Signatures of a project's newest sessions, whole sessions until `limit` is reached. */
  latestBlocks(project: string, model: ModelVersion, limit: number): Promise<readonly NewBlock[]>;
}

export interface StoredTracks {
  readonly session: string;
  readonly endedAt: Date;
  readonly bytes: Uint8Array;
}

/** Movements of sessions that ended. */
export interface TrackStore {
  /** Of a project's sessions, newest first. */
  list(
    project: string,
    filter: PageRequest & { readonly endedSince?: Date | undefined },
  ): Promise<Page<StoredTracks>>;
  /** `undefined` where a session has none, or is gone. */
  ofSession(session: string): Promise<Uint8Array | undefined>;
}

export interface DecisionStore {
  /** Keeps decisions of many sessions in one transaction, and one webhook delivery each for those who asked for it. */
  append(decisions: readonly { readonly project: string; readonly decision: Decision }[]): Promise<void>;
  list(project: string, session: string, page: PageRequest): Promise<Page<Decision>>;
  /** The latest of each kind for each of the sessions. */
  latest(sessions: readonly string[]): Promise<ReadonlyMap<string, readonly Decision[]>>;
}

export interface StoredWebhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly createdAt: Date;
  readonly waiting: number;
  readonly lastDeliveredAt: Date | null;
  readonly lastFailure: string | null;
}

export interface DueDelivery {
  readonly id: string;
  readonly webhook: string;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  /** Tries so far. */
  readonly tries: number;
}

export interface WebhookStore {
  list(project: string): Promise<readonly StoredWebhook[]>;
  create(
    project: string,
    webhook: { readonly url: string; readonly events: readonly WebhookEvent[]; readonly secret: string },
  ): Promise<StoredWebhook>;
  erase(project: string, webhook: string): Promise<boolean>;
  /**
   * Takes deliveries that are due, for whoever asks first: nobody else is given them until then, when they are due
   * again, unless they were delivered, failed or put back before. So several servers share one database.
   */
  takeDue(now: Date, until: Date, limit: number): Promise<readonly DueDelivery[]>;
  /** Was taken and not tried: due again from that time on. */
  putBack(delivery: string, at: Date): Promise<void>;
  delivered(delivery: string, at: Date): Promise<void>;
  /** @param nextAt when to try again; `null` gives it up */
  failed(delivery: string, reason: string, nextAt: Date | null): Promise<void>;
}

export interface AuditStore {
  add(project: string, entry: Omit<AuditEntry, "id" | "at"> & { readonly at: Date }): Promise<void>;
  list(project: string, page: PageRequest): Promise<Page<AuditEntry>>;
}
