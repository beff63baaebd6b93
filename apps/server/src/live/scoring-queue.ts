import type { HeldSession } from "./held-session.js";
import type { CutBlock } from "./session-intake.js";
import type { Scoring } from "./session-scoring.js";
import type { LiveLoad } from "./take-batches.js";

export interface ScoringQueueParts {
  /** Kept up to date with what waits. */
  readonly load: LiveLoad;
  /** Scoring a session failed for good. */
  readonly onFailure: (held: HeldSession, error: unknown) => void;
}

/** Blocks on their way to the scoring: each session's in order, and those of a session by one run at a time. */
export interface ScoringQueue {
  /** A model is known: from now on blocks are scored, first those of the sessions held. */
  open(scoring: Scoring, sessions: Iterable<HeldSession>): void;
  /** A session was loaded. */
  begin(held: HeldSession): void;
  /** Begins to score blocks whose batches are still on their way to the store. */
  foresee(cut: readonly CutBlock[]): void;
  /** Adds blocks whose batches are kept, and sees to it that they are scored. */
  add(held: HeldSession, cut: readonly CutBlock[]): void;
  /** The first of a session have signatures that are kept. */
  scored(held: HeldSession, count: number): void;
  /** Nothing of a session waits any more. */
  drop(held: HeldSession): void;
}

export function createScoringQueue({ load, onFailure }: ScoringQueueParts): ScoringQueue {
  let scoring: Scoring | undefined;

  function cutWith(by: Scoring, held: HeldSession): void {
    load.uncutBatches -= held.intake.uncut;
    add(held, by.begin(held));
  }

  function add(held: HeldSession, cut: readonly CutBlock[]): void {
    load.waitingBlocks += cut.length;
    held.queue.push(...cut);
    if (scoring === undefined || held.scoring || (held.replayed && held.queue.length === 0)) return;
    held.scoring = scoring
      .run(held)
      .catch((error) => onFailure(held, error))
      .then(() => {
        held.scoring = undefined;
        // What came between the last look at the queue and here.
        if (held.queue.length > 0 && !held.gone.signal.aborted) add(held, []);
      });
  }

  return {
    open(made, sessions) {
      scoring = made;
      for (const held of sessions) cutWith(made, held);
    },
    begin(held) {
      load.uncutBatches += held.intake.uncut;
      if (scoring) cutWith(scoring, held);
    },
    foresee: (cut) => scoring?.foresee(cut),
    add,
    scored(held, count) {
      load.waitingBlocks -= held.queue.splice(0, count).length;
    },
    drop(held) {
      load.waitingBlocks -= held.queue.splice(0).length;
      load.uncutBatches -= held.intake.uncut;
    },
  };
}
