import { randomUUID } from "node:crypto";
import { CoreError, decodeBatch, type LiveBatch } from "@wristprint/core";
import { ServerError } from "../server-error.js";
import type { NewBatch, NewBlock, StoredSession } from "../store/store.js";
import { createDecidedBlocks } from "./decided-blocks.js";
import type { Embedder } from "./embedder.js";
import { createFeed } from "./feed.js";
import { createGroupCommit } from "./group-commit.js";
import { type HeldSession, isIdle, progressOf, sessionMessage } from "./held-session.js";
import { createHeldSessions } from "./held-sessions.js";
import { type LiveClock, systemLiveClock } from "./live-clock.js";
import type { LiveEngine } from "./live-engine.js";
import { DEFAULT_LIVE_LIMITS, type LiveLimits } from "./live-limits.js";
import { LiveRefusal } from "./live-refusal.js";
import type { LiveStore } from "./live-store.js";
import { loadSession } from "./load-session.js";
import { describeLiveModel } from "./model.js";
import { Abandoned, persist } from "./persist.js";
import { createProjectContexts } from "./project-contexts.js";
import { createQuestions } from "./questions.js";
import type { CutBlock } from "./session-intake.js";
import { createScoring, type MadeDecision, type Scoring } from "./session-scoring.js";
import { createBatchTaker, type LiveLoad } from "./take-batches.js";

export interface LiveEngineOptions {
  readonly store: LiveStore;
  readonly embedder: Embedder;
  readonly clock?: LiveClock;
  readonly limits?: Partial<LiveLimits>;
  /** Makes the ids of decisions; UUIDs. */
  readonly newId?: () => string;
  /** Told what failed and is tried again. */
  readonly log?: (message: string, error: unknown) => void;
}

/** Ends of idle sessions that run at the same time. */
const ENDS_AT_ONCE = 16;

/**
 * The live side: batches are decoded, kept in joined transactions and acknowledged; their blocks get signatures from
 * the embedder; signatures are kept, and decided on. What it holds in memory is lost without harm: a session is
 * rebuilt from the store, and blocks that have no signature yet are cut again, bit for bit the same.
 */
export function createLiveEngine(options: LiveEngineOptions): LiveEngine {
  const { store, embedder, clock = systemLiveClock, newId = randomUUID, log = () => {} } = options;
  const limits = { ...DEFAULT_LIVE_LIMITS, ...options.limits };
  const feed = createFeed(clock, limits);
  const decided = createDecidedBlocks(clock);
  const contexts = createProjectContexts(store, clock, limits);
  const joining = { most: limits.batchesPerCommit, clock, longestRestMs: limits.commitRestMs };
  const commit = createGroupCommit(
    (batches: readonly NewBatch[]) => store.recordings.appendBatches(batches),
    joining,
  );
  const blocks = createGroupCommit(
    (made: readonly NewBlock[]) => store.recordings.appendBlocks(made),
    joining,
  );
  const decisions = createGroupCommit(
    (made: readonly MadeDecision[]) => store.decisions.append(made),
    joining,
  );
  const closing = new AbortController();
  const load: LiveLoad = { waitingBlocks: 0, uncutBatches: 0 };
  const taker = createBatchTaker({
    commit,
    clock,
    limits,
    load,
    sessions: () => sessions.size,
    log,
    discard,
    onKept(held, cut) {
      if (cut.length > 0) enqueue(held, cut);
      onChange(held);
    },
  });
  let scoring: Scoring | undefined;

  const sessions = createHeldSessions(
    (stored) => loadSession(store, stored),
    (held) => {
      load.uncutBatches += held.intake.uncut;
      if (scoring) begin(held, scoring);
    },
    limits,
  );

  const described = persist(() => describeLiveModel(embedder), {
    clock,
    retryMs: limits.retryMs,
    longestRetryMs: limits.longestRetryMs,
    signal: closing.signal,
    onFailure: (error) => log("describing the model failed", error),
  }).then((found) => {
    const made = createScoring({
      store,
      embedder,
      model: found,
      contexts,
      blocks,
      decisions,
      feed,
      clock,
      limits,
      newId,
      insist,
      onChange,
      onDecided({ stored, scored }, cut) {
        decided.tell(
          stored.id,
          scored,
          cut.map(({ receivedAt }) => receivedAt),
        );
      },
      onScored(held, count) {
        load.waitingBlocks -= held.queue.splice(0, count).length;
      },
    });
    scoring = made;
    for (const held of sessions.all) begin(held, made);
    return { model: found, scoring: made };
  });
  // Who waits for it hears of it; with nobody waiting there is nobody to tell.
  described.catch(() => {});

  function insist<T>(held: HeldSession, what: string, work: () => Promise<T>): Promise<T> {
    const { retryMs, longestRetryMs } = limits;
    return persist(work, {
      clock,
      retryMs,
      longestRetryMs,
      signal: held.gone.signal,
      onFailure(error) {
        log(`${what} failed, session ${held.stored.id}`, error);
        // Of an erased session nothing can be kept any more.
        store.sessions.find(held.stored.id).then(
          (found) => {
            if (found === undefined) discard(held, "ended");
          },
          () => {},
        );
      },
    });
  }

  function discard(held: HeldSession, reason: "ended" | "busy"): void {
    if (held.gone.signal.aborted) return;
    load.waitingBlocks -= held.queue.splice(0).length;
    load.uncutBatches -= held.intake.uncut;
    taker.giveUp(held, reason);
    sessions.discard(held, reason);
  }

  function begin(held: HeldSession, by: Scoring): void {
    load.uncutBatches -= held.intake.uncut;
    enqueue(held, by.begin(held));
  }

  function enqueue(held: HeldSession, cut: readonly CutBlock[]): void {
    load.waitingBlocks += cut.length;
    held.queue.push(...cut);
    if (scoring === undefined || held.scoring || (held.replayed && held.queue.length === 0)) return;
    held.scoring = scoring
      .run(held)
      .catch((error) => {
        if (error instanceof Abandoned) return discard(held, "ended");
        log(`scoring failed, session ${held.stored.id}`, error);
        discard(held, "busy");
      })
      .then(() => {
        held.scoring = undefined;
        // What came between the last look at the queue and here.
        if (held.queue.length > 0 && !held.gone.signal.aborted) enqueue(held, []);
      });
  }

  function onChange({ stored }: HeldSession): void {
    feed.changed(stored.project, stored.id, () => {
      const held = sessions.get(stored.id);
      return held && sessionMessage(stored, progressOf(held), null);
    });
  }

  async function finish(held: HeldSession): Promise<void> {
    const { id, project } = held.stored;
    taker.hurry(held);
    await Promise.all([...held.recordings.values()].map(({ written }) => written));
    if (held.recordings.size > 0) {
      const { scoring: by } = await unlessGone(held, described);
      enqueue(held, held.intake.end());
      while (held.scoring) await held.scoring;
      if (held.gone.signal.aborted) throw new Abandoned("given up");
      await by.conclude(held);
      await by.enrol(held);
    }
    const at = new Date(clock.now());
    const summary = { ...held.intake.summary(), scored: held.scored };
    await insist(held, "ending", () => store.sessions.end(id, at, summary));
    const message = sessionMessage(held.stored, progressOf(held), at);
    sessions.forget(id);
    feed.tell(project, message);
  }

  function unlessGone<T>(held: HeldSession, promise: Promise<T>): Promise<T> {
    return persist(() => promise, {
      clock,
      retryMs: limits.retryMs,
      longestRetryMs: limits.longestRetryMs,
      signal: held.gone.signal,
      onFailure: () => {},
    });
  }

  async function end(session: StoredSession): Promise<void> {
    if (session.endedAt !== null) return;
    let held: HeldSession;
    try {
      held = await sessions.open(session, { beyondLimit: true });
    } catch (error) {
      if (!(error instanceof LiveRefusal && error.code === "ended")) throw error;
      sessions.forget(session.id);
      return;
    }
    if (held.closed === undefined) {
      held.closed = "ended";
      held.ending = finish(held).catch((error: unknown) => {
        discard(held, "busy");
        throw error;
      });
    }
    try {
      await held.ending;
    } catch (error) {
      if (closing.signal.aborted) throw new ServerError("closing", "the server is closing", { cause: error });
      // Erased while it was ending: there is nothing left to end.
      if (!(error instanceof Abandoned && held.closed === "ended")) throw error;
    }
  }

  const questions = createQuestions({
    store,
    model: () => described.then(({ model }) => model),
    contexts,
    held: sessions.get,
    clock,
    newId,
  });

  let lastListed = clock.now();
  let stopSweeping = clock.after(limits.sweepMs, sweep);

  /** Lets go of sessions that nobody goes on with: from memory soon, for good later. */
  function sweep(): void {
    stopSweeping = clock.after(limits.sweepMs, sweep);
    const now = clock.now();
    for (const held of sessions.all) {
      if (isIdle(held) && now - held.lastAt >= limits.dropAfterMs) sessions.drop(held);
    }
    const overdue = sessions.lastSeen().filter(({ lastAt }) => now - lastAt >= limits.endAfterMs);
    for (const { stored } of overdue.slice(0, ENDS_AT_ONCE)) {
      endOverdue(stored).catch((error) => log(`ending session ${stored.id} failed`, error));
    }
    if (now - lastListed < limits.endAfterMs / 4) return;
    lastListed = now;
    resumeOlder(now - limits.endAfterMs).catch((error) => log("listing sessions failed", error));
  }

  /** Ends a session, unless another server on the same database has taken some of it meanwhile. */
  async function endOverdue(stored: StoredSession): Promise<void> {
    const known = sessions.get(stored.id);
    if (known && isIdle(known)) sessions.drop(known);
    // Where it has ended or cannot be loaded, `end` knows what is to be done.
    const fresh = await sessions.open(stored, { beyondLimit: true }).catch(() => undefined);
    if (fresh && clock.now() - fresh.lastAt < limits.endAfterMs) return;
    await end(stored);
  }

  /** Loads the sessions that have not ended and that nobody has asked for since the start. */
  async function resumeOlder(before: number): Promise<void> {
    for (const stored of await store.sessions.unended()) {
      if (closing.signal.aborted) return;
      if (stored.createdAt.getTime() > before || sessions.progress(stored.id)) continue;
      const held = await sessions.open(stored, { beyondLimit: true });
      while (held.scoring) await held.scoring;
      if (sessions.size > limits.liveSessions && isIdle(held)) sessions.drop(held);
    }
  }

  return {
    async take(session, bytes, { mayWait = false } = {}) {
      if (closing.signal.aborted) throw new LiveRefusal("busy", "the server is closing");
      if (session.endedAt !== null) throw new LiveRefusal("ended", "the session has ended");
      const batch = decode(bytes);
      const held = await openFor(session);
      try {
        return await taker.take(held, batch, bytes, mayWait);
      } catch (error) {
        if (!(error instanceof LiveRefusal && error.code === "gap" && isIdle(held))) throw error;
        // Another server on the same database may have taken what came before.
        discard(held, "busy");
        return taker.take(await openFor(session), batch, bytes, mayWait);
      }
    },
    progress: (session) => sessions.progress(session),
    end,
    forget(ids) {
      for (const id of ids) {
        const held = sessions.get(id);
        if (held) discard(held, "ended");
        sessions.forget(id);
        if (held) feed.tell(held.stored.project, { type: "erased", kind: "session", id });
      }
    },
    referencesChanged: (project) => contexts.refresh(project),
    ...questions,
    listen: feed.listen,
    watchScored: decided.watch,
    watchDecisionTimes: decided.watchTimes,
    get waitingBlocks() {
      return load.waitingBlocks;
    },
    get liveSessions() {
      return sessions.size;
    },
    async resume() {
      await described;
      await resumeOlder(Number.POSITIVE_INFINITY);
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      stopSweeping();
      for (const held of sessions.all) taker.hurry(held);
      for (const writes of [commit, blocks, decisions]) await writes.idle();
      const held = sessions.all;
      for (const one of held) discard(one, "busy");
      await Promise.all(held.flatMap(({ scoring: running }) => running ?? []));
      feed.close();
    },
  };

  async function openFor(session: StoredSession): Promise<HeldSession> {
    try {
      return await sessions.open(session);
    } catch (error) {
      if (error instanceof LiveRefusal) throw error;
      log(`loading session ${session.id} failed`, error);
      throw new LiveRefusal("busy", "the session could not be loaded", { cause: error });
    }
  }
}

function decode(bytes: Uint8Array): LiveBatch {
  try {
    return decodeBatch(bytes);
  } catch (error) {
    if (error instanceof CoreError) throw new LiveRefusal("malformed", error.message, { cause: error });
    throw error;
  }
}
