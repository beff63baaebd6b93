import { type Decision, isRecognition, type RecognitionDecision } from "@wristprint/api";
import type { NewBlock } from "../store/store.js";
import { createBlockEmbedder } from "./embed-blocks.js";
import type { Embedder } from "./embedder.js";
import type { Feed } from "./feed.js";
import type { GroupCommit } from "./group-commit.js";
import { decisionOf, type HeldSession } from "./held-session.js";
import type { Insist } from "./insist.js";
import type { KeepDecisions } from "./keep-decisions.js";
import type { LiveClock } from "./live-clock.js";
import type { LiveLimits } from "./live-limits.js";
import type { LiveStore } from "./live-store.js";
import type { Look } from "./looks.js";
import { type LiveModel, sameModel } from "./model.js";
import { Abandoned } from "./persist.js";
import type { ProjectContext, ProjectContexts } from "./project-contexts.js";
import { createRunningDecisions, type RunningDecisions } from "./running-decisions.js";
import { createSessionEvidence } from "./session-evidence.js";
import type { CutBlock } from "./session-intake.js";

export interface ScoringOptions {
  readonly store: LiveStore;
  readonly embedder: Embedder;
  readonly model: LiveModel;
  readonly contexts: ProjectContexts;
  readonly blocks: GroupCommit<NewBlock, void>;
  readonly feed: Pick<Feed, "tell">;
  readonly keep: KeepDecisions;
  readonly clock: LiveClock;
  readonly limits: LiveLimits;
  readonly newId: () => string;
  /** Tries until it works, while the session is there. */
  readonly insist: Insist;
  readonly onChange: (held: HeldSession) => void;
  /** These are kept and decided on. */
  readonly onDecided: (held: HeldSession, decided: readonly CutBlock[]) => void;
  /** The queue's first blocks have signatures that are kept. */
  readonly onScored: (held: HeldSession, count: number) => void;
}

/** Scores the blocks of sessions, each session's in order: signature, kept; then a look, and what it decides. */
export interface Scoring {
  /**
   * The blocks that a session's batches up to now filled and that have no signature yet. To be called once for a
   * session that was loaded, before {@link run}.
   */
  begin(held: HeldSession): CutBlock[];
  /** Begins to score blocks whose batches are still on their way to the store. */
  foresee(cut: readonly CutBlock[]): void;
  /** Until the session's queue is empty. @throws Abandoned */
  run(held: HeldSession): Promise<void>;
  /** Keeps the last answers where they rest on more than what was kept. */
  conclude(held: HeldSession): Promise<void>;
  /** Enrols the session's person from all that is scored, where that is its purpose and not yet done. */
  enrol(held: HeldSession): Promise<void>;
}

export function createScoring(options: ScoringOptions): Scoring {
  const { store, embedder, model, contexts, blocks, feed, keep, clock, limits, newId, insist } = options;

  const blockEmbedder = createBlockEmbedder(embedder, model.comparator.size);

  async function contextOf(held: HeldSession): Promise<ProjectContext> {
    const context = await insist(held, "reading the project", () => contexts.get(held.stored.project, model));
    if (context === undefined) throw new Abandoned("the project is gone");
    return context;
  }

  /** Adds a block to the evidence. @returns what is decided anew */
  function look(
    held: HeldSession,
    running: RunningDecisions,
    block: NewBlock,
    context: ProjectContext,
  ): RecognitionDecision[] {
    const { id, subject, purpose } = held.stored;
    const number = running.evidence.blocks + 1;
    const isNew = (kind: Decision["kind"]) => number > (held.toldAtLoad.get(kind) ?? 0);
    // Whom a session enrols it is not compared with.
    const enrolled = purpose === "enrolment" ? [] : context.enrolled(id);
    const own = isNew("verification")
      ? enrolled.find((person) => person.subject.id === subject?.id)
      : undefined;
    const looks = running.look(block, {
      comparator: model.comparator,
      own,
      enrolled: isNew("identification") ? enrolled : [],
      fmr: context.settings.fmr,
    });
    return looks.flatMap((one) => (isNew(one.kind) ? decide(held, one) : []));
  }

  function decide(held: HeldSession, one: Look): RecognitionDecision[] {
    const before = held.latest.get(one.kind);
    if (before?.outcome === one.outcome) {
      const { id, session, at } = before;
      held.latest.set(one.kind, decisionOf(one, { id, session, at, model: model.version }));
      return [];
    }
    const decision = newDecision(held, one);
    held.latest.set(one.kind, decision);
    held.told.set(one.kind, one.blocks);
    return [decision];
  }

  function newDecision(held: HeldSession, one: Look): RecognitionDecision {
    const at = new Date(clock.now()).toISOString();
    return decisionOf(one, { id: newId(), session: held.stored.id, at, model: model.version });
  }

  /** Looks at blocks whose signatures are kept. */
  async function lookAt(held: HeldSession, running: RunningDecisions, kept: readonly NewBlock[]) {
    const context = await contextOf(held);
    const made: Decision[] = [];
    for (const block of kept) {
      made.push(...look(held, running, block, context));
      held.scored = running.evidence.blocks;
      if (running.evidence.blocks >= context.settings.enrolmentBlocks) await enrol(held);
    }
    await keep(held, made);
  }

  async function enrol(held: HeldSession): Promise<void> {
    const { id: session, project, subject, purpose } = held.stored;
    const evidence = held.running?.evidence;
    if (purpose !== "enrolment" || !subject || held.enrolled || !evidence || evidence.blocks === 0) return;
    held.enrolled = true;
    const enrolment = {
      subject: subject.id,
      session,
      model: model.version,
      blocks: evidence.blocks,
      mean: evidence.mean(),
    };
    await insist(held, "enrolling", () => store.enrolments.create(project, enrolment));
    contexts.refresh(project);
    feed.tell(project, { type: "enrolled", subject: subject.id });
  }

  /** What the store had: counted, and looked at where the server stopped between keeping and deciding. */
  async function replay(held: HeldSession): Promise<RunningDecisions> {
    const running = createRunningDecisions(createSessionEvidence(model.comparator.size));
    const verification = held.latest.get("verification");
    if (verification?.kind === "verification" && verification.outcome !== "undecided") {
      running.settle(verification);
    }
    held.running = running;
    await lookAt(
      held,
      running,
      held.before.filter((block) => sameModel(block.model, model.version)),
    );
    held.before = [];
    held.replayed = true;
    return running;
  }

  async function scoreNext(held: HeldSession, running: RunningDecisions): Promise<void> {
    const cut = held.queue.slice(0, limits.blocksPerRequest);
    const { size } = model.comparator;
    const signatures = await insist(held, "embedding", () => blockEmbedder.embed(cut));
    const scored = cut.map(({ recording, index, startMs, endMs }, i): NewBlock => {
      const signature = signatures.slice(i * size, (i + 1) * size);
      return { session: held.stored.id, recording, index, startMs, endMs, signature, model: model.version };
    });
    await insist(held, "keeping signatures", () => Promise.all(scored.map((block) => blocks.add(block))));
    options.onScored(held, cut.length);
    await lookAt(held, running, scored);
    options.onDecided(held, cut);
    options.onChange(held);
  }

  return {
    begin(held) {
      const known = new Set(
        held.before
          .filter((block) => sameModel(block.model, model.version))
          .map(({ recording, index }) => `${recording}:${index}`),
      );
      held.scored = known.size;
      return held.intake
        .startCutting(model.preprocessing)
        .filter(({ recording, index }) => !known.has(`${recording}:${index}`));
    },
    foresee: blockEmbedder.foresee,
    async run(held) {
      const running = held.replayed && held.running ? held.running : await replay(held);
      while (held.queue.length > 0) await scoreNext(held, running);
    },
    async conclude(held) {
      const grown = [...held.latest.values()]
        .filter(isRecognition)
        .filter(({ kind, blocks: on }) => on > (held.told.get(kind) ?? 0));
      const made = grown.map((decision) => {
        const at = new Date(clock.now()).toISOString();
        return { ...decision, id: newId(), at };
      });
      for (const decision of made) held.latest.set(decision.kind, decision);
      await keep(held, made);
    },
    enrol,
  };
}
