import type { Decision, Liveness, Replay } from "@wristprint/api";
import type { HeldSession } from "../held-session.js";
import type { Insist } from "../insist.js";
import type { KeepDecisions } from "../keep-decisions.js";
import type { LiveClock } from "../live-clock.js";
import type { LiveLimits } from "../live-limits.js";
import { Abandoned } from "../persist.js";
import type { ProjectContexts } from "../project-contexts.js";
import type { MachineDetector } from "./machine-detector.js";
import { createMachineEvidence, type MachineEvidence, type MachineLook } from "./machine-evidence.js";
import { createReplayEvidence, type ReplayEvidence, type ReplayLook } from "./replay-evidence.js";
import type { ReplayIndexes } from "./replay-indexes.js";
import { createTrackBytes, type TrackBytes } from "./track-bytes.js";

export interface WatchTracksParts {
  /** Without one, nothing is said about man or machine, unless a script made the events. */
  readonly detector: MachineDetector | undefined;
  readonly replays: ReplayIndexes;
  readonly contexts: Pick<ProjectContexts, "settings">;
  readonly clock: LiveClock;
  readonly limits: Pick<LiveLimits, "storedTrackBytes">;
  readonly newId: () => string;
  readonly insist: Insist;
  readonly keep: KeepDecisions;
  readonly onChange: (held: HeldSession) => void;
  readonly onFailure: (held: HeldSession, error: unknown) => void;
}

/** Looks at the tracks of sessions as they end: man or machine, and whether they are copies of stored ones. */
export interface TrackWatch {
  /** Batches of it were kept, or it was loaded. */
  look(held: HeldSession): void;
  /**
   * The session ends: looks at its last tracks, and keeps the last answers.
   * @returns its tracks as they are to be stored
   * @throws Abandoned
   */
  conclude(held: HeldSession): Promise<Uint8Array>;
}

/** A look as it is told and kept, but for its head. */
type Made = (MachineLook & Pick<Liveness, "model">) | ReplayLook;

/** What is known of a session's tracks. */
interface Watched {
  readonly machine: MachineEvidence;
  readonly replay: ReplayEvidence;
  readonly stored: TrackBytes;
}

export function createTrackWatch(parts: WatchTracksParts): TrackWatch {
  const { detector, replays, contexts, clock, limits, newId, insist, keep, onChange, onFailure } = parts;
  const watched = new WeakMap<HeldSession, Watched>();

  function watchedOf(held: HeldSession): Watched {
    const known = watched.get(held);
    if (known) return known;
    const made = {
      machine: createMachineEvidence(detector?.explain ?? (() => [])),
      replay: createReplayEvidence(),
      stored: createTrackBytes(limits.storedTrackBytes),
    };
    for (const decision of held.latest.values()) {
      if (decision.kind === "liveness") made.machine.settle(decision);
      if (decision.kind === "replay") made.replay.settle(decision);
    }
    watched.set(held, made);
    return made;
  }

  /** Looks at every track that waits. */
  async function lookAt(held: HeldSession): Promise<void> {
    const { machine, replay, stored } = watchedOf(held);
    const { project } = held.stored;
    const settings = await insist(held, "reading the project", () => contexts.settings(project));
    if (settings === undefined) throw new Abandoned("the project is gone");
    while (held.tracks.waiting > 0) {
      for (const track of held.tracks.take()) {
        const score = detector?.score(track);
        if (score !== undefined) machine.add(track, score);
        if (!settings.findReplays) continue;
        const answer = await insist(held, "looking for replays", () => replays.check(project, track));
        if (answer === undefined) continue;
        replay.add(answer);
        // What is too plain would tell nothing later, so it is not kept.
        if (answer.outcome !== "too-plain") stored.append(track);
      }
    }
    const model = detector?.model ?? null;
    const looks = [machine.look(held.tracks.scripted), replay.look()].flatMap((one) => one ?? []);
    await keep(
      held,
      looks.flatMap((one) => decide(held, one.kind === "liveness" ? { ...one, model } : one)),
    );
    onChange(held);
  }

  /** @returns the decision where it is a new one: the first of its kind, or of another outcome than before */
  function decide(held: HeldSession, look: Made): Decision[] {
    const before = held.latest.get(look.kind);
    if (before?.outcome === look.outcome) {
      const { id, session, at } = before;
      held.latest.set(look.kind, Object.assign({ id, session, at }, look));
      return [];
    }
    const made = { ...newHead(held), ...look };
    held.latest.set(look.kind, made);
    held.told.set(look.kind, look.tracks);
    return [made];
  }

  function newHead(held: HeldSession) {
    return { id: newId(), session: held.stored.id, at: new Date(clock.now()).toISOString() };
  }

  function look(held: HeldSession): void {
    if (held.watching || held.gone.signal.aborted) return;
    const told = held.latest.get("liveness")?.outcome === "machine";
    if (held.tracks.waiting === 0 && (told || !held.tracks.scripted)) return;
    held.watching = lookAt(held)
      .catch((error) => onFailure(held, error))
      .then(() => {
        held.watching = undefined;
        // What came between the last look and here.
        if (held.tracks.waiting > 0) look(held);
      });
  }

  return {
    look,
    async conclude(held) {
      held.tracks.end();
      while (held.watching) await held.watching;
      if (held.gone.signal.aborted) throw new Abandoned("given up");
      await lookAt(held);
      const grown = [...held.latest.values()].filter(
        (decision): decision is Liveness | Replay =>
          (decision.kind === "liveness" || decision.kind === "replay") &&
          decision.tracks > (held.told.get(decision.kind) ?? 0),
      );
      const made = grown.map((decision) => ({ ...decision, ...newHead(held) }));
      for (const decision of made) held.latest.set(decision.kind, decision);
      await keep(held, made);
      return watchedOf(held).stored.bytes();
    },
  };
}
