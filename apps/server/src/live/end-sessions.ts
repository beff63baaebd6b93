import { ServerError } from "../server-error.js";
import type { StoredSession } from "../store/store.js";
import type { Feed } from "./feed.js";
import { type HeldSession, progressOf, sessionMessage } from "./held-session.js";
import type { HeldSessions } from "./held-sessions.js";
import type { Insist } from "./insist.js";
import type { LiveClock } from "./live-clock.js";
import { LiveRefusal } from "./live-refusal.js";
import type { LiveStore } from "./live-store.js";
import { Abandoned } from "./persist.js";
import type { CutBlock } from "./session-intake.js";
import type { Scoring } from "./session-scoring.js";
import type { BatchTaker } from "./take-batches.js";
import type { ReplayIndexes } from "./tracks/replay-indexes.js";
import type { TrackWatch } from "./tracks/watch-tracks.js";

export interface EndingParts {
  readonly store: Pick<LiveStore, "sessions">;
  readonly sessions: HeldSessions;
  readonly taker: Pick<BatchTaker, "hurry">;
  readonly feed: Pick<Feed, "tell">;
  readonly clock: LiveClock;
  readonly insist: Insist;
  /** The scoring as soon as a model is known; rejects when the session is given up before. */
  readonly scoringFor: (held: HeldSession) => Promise<Scoring>;
  readonly watch: Pick<TrackWatch, "conclude">;
  readonly replays: Pick<ReplayIndexes, "add">;
  readonly enqueue: (held: HeldSession, cut: readonly CutBlock[]) => void;
  readonly discard: (held: HeldSession, reason: "ended" | "busy") => void;
  readonly closing: AbortSignal;
}

/**
 * How a session ends: nothing more is taken, what was taken is kept and scored, the last decisions are made, and the
 * store notes the end.
 *
 * @returns ends a session, once however often it is asked
 */
export function createEnding(parts: EndingParts): (session: StoredSession) => Promise<void> {
  const {
    store,
    sessions,
    taker,
    feed,
    clock,
    insist,
    scoringFor,
    watch,
    replays,
    enqueue,
    discard,
    closing,
  } = parts;

  async function finish(held: HeldSession): Promise<void> {
    const { id, project } = held.stored;
    taker.hurry(held);
    await Promise.all([...held.recordings.values()].map(({ written }) => written));
    let tracks: Uint8Array = new Uint8Array();
    if (held.recordings.size > 0) {
      const scoring = await scoringFor(held);
      enqueue(held, held.intake.end());
      while (held.scoring) await held.scoring;
      if (held.gone.signal.aborted) throw new Abandoned("given up");
      await scoring.conclude(held);
      await scoring.enrol(held);
      tracks = await watch.conclude(held);
    }
    const at = new Date(clock.now());
    const summary = { ...held.intake.summary(), scored: held.scored };
    await insist(held, "ending", () => store.sessions.end(id, at, summary, tracks));
    if (tracks.length > 0) replays.add(project, id, at, tracks);
    const message = sessionMessage(held.stored, progressOf(held), at);
    sessions.forget(id);
    feed.tell(project, message);
  }

  return async (session) => {
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
      if (closing.aborted) throw new ServerError("closing", "the server is closing", { cause: error });
      // Erased while it was ending: there is nothing left to end.
      if (!(error instanceof Abandoned && held.closed === "ended")) throw error;
    }
  };
}
