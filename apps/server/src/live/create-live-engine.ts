import { randomUUID } from "node:crypto";
import type { StoredSession } from "../store/store.js";
import { createDecidedBlocks } from "./decided-blocks.js";
import type { Embedder } from "./embedder.js";
import { createEnding } from "./end-sessions.js";
import { createFeed } from "./feed.js";
import { type HeldSession, isIdle, progressOf, sessionMessage } from "./held-session.js";
import { createHeldSessions } from "./held-sessions.js";
import { createInsist } from "./insist.js";
import { createKeepDecisions } from "./keep-decisions.js";
import { type LiveClock, systemLiveClock } from "./live-clock.js";
import type { LiveEngine } from "./live-engine.js";
import { DEFAULT_LIVE_LIMITS, type LiveLimits } from "./live-limits.js";
import { LiveRefusal } from "./live-refusal.js";
import type { LiveStore } from "./live-store.js";
import { createLiveWrites } from "./live-writes.js";
import { loadSession } from "./load-session.js";
import { describeLiveModel } from "./model.js";
import { Abandoned, persist } from "./persist.js";
import { createProjectContexts } from "./project-contexts.js";
import { createQuestions } from "./questions.js";
import { readBatch } from "./read-batch.js";
import { createScoringQueue } from "./scoring-queue.js";
import { createScoring } from "./session-scoring.js";
import { startSweep } from "./sweep-sessions.js";
import { createBatchTaker, type LiveLoad } from "./take-batches.js";
import type { MachineDetector } from "./tracks/machine-detector.js";
import { createReplayIndexes } from "./tracks/replay-indexes.js";
import { createTrackWatch } from "./tracks/watch-tracks.js";

export interface LiveEngineOptions {
  readonly store: LiveStore;
  readonly embedder: Embedder;
  /** Without one, sessions are not told from machines. */
  readonly detector?: MachineDetector | undefined;
  readonly clock?: LiveClock;
  readonly limits?: Partial<LiveLimits>;
  /** Makes the ids of decisions; UUIDs. */
  readonly newId?: () => string;
  /** Told what failed and is tried again. */
  readonly log?: (message: string, error: unknown) => void;
}

/**
 * The live side: batches are decoded, kept in joined transactions and acknowledged; their blocks get signatures from
 * the embedder; signatures are kept, and decided on. What it holds in memory is lost without harm: a session is
 * rebuilt from the store, and blocks that have no signature yet are cut again, bit for bit the same.
 */
export function createLiveEngine(options: LiveEngineOptions): LiveEngine {
  const { store, embedder, detector, clock = systemLiveClock, newId = randomUUID, log = () => {} } = options;
  const limits = { ...DEFAULT_LIVE_LIMITS, ...options.limits };
  const feed = createFeed(clock, limits);
  const decided = createDecidedBlocks(clock);
  const contexts = createProjectContexts(store, clock, limits);
  const { batches: commit, blocks, decisions, idle } = createLiveWrites(store, clock, limits);
  const closing = new AbortController();
  const load: LiveLoad = { waitingBlocks: 0, uncutBatches: 0 };
  const queue = createScoringQueue({ load, onFailure: onFailure("scoring") });
  const taker = createBatchTaker({
    commit,
    clock,
    limits,
    load,
    sessions: () => sessions.size,
    log,
    discard,
    onCut: queue.foresee,
    onKept(held, cut) {
      if (cut.length > 0) queue.add(held, cut);
      watch.look(held);
      onChange(held);
    },
  });
  const insist = createInsist({ store, clock, limits, discard, log });
  const keep = createKeepDecisions({ decisions, feed, insist });
  const replays = createReplayIndexes(store, clock, limits);
  const watch = createTrackWatch({
    detector,
    replays,
    contexts,
    clock,
    limits,
    newId,
    insist,
    keep,
    onChange,
    onFailure: onFailure("looking at movements"),
  });

  const sessions = createHeldSessions(
    (stored) => loadSession(store, stored, limits),
    (held) => {
      watch.look(held);
      queue.begin(held);
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
    const scoring = createScoring({
      store,
      embedder,
      model: found,
      contexts,
      blocks,
      feed,
      keep,
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
      onScored: queue.scored,
    });
    queue.open(scoring, sessions.all);
    return { model: found, scoring };
  });
  // Who waits for it hears of it; with nobody waiting there is nobody to tell.
  described.catch(() => {});

  function discard(held: HeldSession, reason: "ended" | "busy"): void {
    if (held.gone.signal.aborted) return;
    queue.drop(held);
    taker.giveUp(held, reason);
    sessions.discard(held, reason);
  }

  function onFailure(what: string) {
    return (held: HeldSession, error: unknown) => {
      if (error instanceof Abandoned) return discard(held, "ended");
      log(`${what} failed, session ${held.stored.id}`, error);
      discard(held, "busy");
    };
  }

  function onChange({ stored }: HeldSession): void {
    feed.changed(stored.project, stored.id, () => {
      const held = sessions.get(stored.id);
      return held && sessionMessage(stored, progressOf(held), null);
    });
  }

  const end = createEnding({
    store,
    sessions,
    taker,
    feed,
    clock,
    insist,
    scoringFor: async (held) => (await insist(held, "describing the model", () => described)).scoring,
    watch,
    replays,
    enqueue: queue.add,
    discard,
    closing: closing.signal,
  });

  const questions = createQuestions({
    store,
    model: () => described.then(({ model }) => model),
    contexts,
    held: sessions.get,
    clock,
    newId,
  });

  const sweep = startSweep({ store, sessions, end, clock, limits, closing: closing.signal, log });

  return {
    async take(session, bytes, how = {}) {
      if (closing.signal.aborted) throw new LiveRefusal("busy", "the server is closing");
      if (session.endedAt !== null) throw new LiveRefusal("ended", "the session has ended");
      const batch = readBatch(bytes);
      const held = await openFor(session);
      try {
        return await taker.take(held, batch, bytes, how);
      } catch (error) {
        if (!(error instanceof LiveRefusal && error.code === "gap" && isIdle(held))) throw error;
        // Another server on the same database may have taken what came before.
        discard(held, "busy");
        return taker.take(await openFor(session), batch, bytes, how);
      }
    },
    progress: (session) => sessions.progress(session),
    end,
    forget(ids) {
      replays.forget(ids);
      for (const id of ids) {
        const held = sessions.get(id);
        if (held) discard(held, "ended");
        sessions.forget(id);
        if (held) feed.tell(held.stored.project, { type: "erased", kind: "session", id });
      }
    },
    referencesChanged: (project) => contexts.refresh(project),
    settingsChanged(project) {
      contexts.refresh(project);
      replays.refresh(project);
    },
    detector: detector?.model ?? null,
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
    get replayTracks() {
      return replays.size;
    },
    async resume() {
      await described;
      await sweep.resumeOlder(Number.POSITIVE_INFINITY);
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      sweep.stop();
      for (const held of sessions.all) taker.hurry(held);
      await idle();
      const held = sessions.all;
      for (const one of held) discard(one, "busy");
      await Promise.all(held.flatMap(({ scoring: running, watching }) => [running, watching]));
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
