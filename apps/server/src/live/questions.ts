import { ServerError } from "../server-error.js";
import type { NewBlock, StoredSession } from "../store/store.js";
import { drawEvidenceLines } from "./evidence-lines.js";
import type { HeldSession } from "./held-session.js";
import type { LiveClock } from "./live-clock.js";
import type { LiveEngine } from "./live-engine.js";
import type { LiveStore } from "./live-store.js";
import { type Look, lookAnomaly, lookIdentification, lookVerification, noAnomaly } from "./looks.js";
import { type LiveModel, sameModel } from "./model.js";
import type { ProjectContext, ProjectContexts } from "./project-contexts.js";
import { createSessionEvidence, type SessionEvidence } from "./session-evidence.js";

/** What is asked of a session on demand, whether it goes on or has ended. Nothing of it is kept. */
export type Questions = Pick<LiveEngine, "verify" | "identify" | "anomaly" | "evidence" | "signature">;

export interface QuestionsOptions {
  readonly store: Pick<LiveStore, "recordings">;
  /** The present model, when a predictor has told it. */
  readonly model: () => Promise<LiveModel>;
  readonly contexts: ProjectContexts;
  /** The session, where it is in memory. */
  readonly held: (session: string) => HeldSession | undefined;
  readonly clock: LiveClock;
  readonly newId: () => string;
}

export function createQuestions({ store, model, contexts, held, clock, newId }: QuestionsOptions): Questions {
  /** What is asked of a session on demand: today's people, and all of its blocks that have a signature. */
  async function basisOf(
    session: StoredSession,
  ): Promise<{ model: LiveModel; context: ProjectContext; evidence: SessionEvidence }> {
    const present = await model();
    const context = await contexts.get(session.project, present);
    if (context === undefined) throw new ServerError("missing", `project ${session.project} is gone`);
    const live = held(session.id);
    if (live?.replayed && live.running) return { model: present, context, evidence: live.running.evidence };
    const evidence = createSessionEvidence(present.comparator.size);
    for (const block of await scoredBlocks(session, present)) evidence.add(block);
    return { model: present, context, evidence };
  }

  async function scoredBlocks({ id }: StoredSession, present: LiveModel): Promise<NewBlock[]> {
    return (await store.recordings.blocks(id)).filter((block) => sameModel(block.model, present.version));
  }

  function answer<L extends Look>(look: L, session: StoredSession, present: LiveModel) {
    const at = new Date(clock.now()).toISOString();
    return { id: newId(), session: session.id, at, model: present.version, ...look };
  }

  return {
    async verify(session, subject, fmr) {
      const { model: present, context, evidence } = await basisOf(session);
      const person = context.enrolled(session.id).find((one) => one.subject.id === subject.id);
      if (person === undefined) {
        const { smallestReference } = present.comparator;
        throw new ServerError(
          "missing",
          `${smallestReference} enrolled blocks of subject ${subject.id} expected, got fewer`,
        );
      }
      return answer(lookVerification(present.comparator, evidence, person, fmr), session, present);
    },
    async identify(session, fmr) {
      const { model: present, context, evidence } = await basisOf(session);
      const enrolled = context.enrolled(session.id);
      return answer(lookIdentification(present.comparator, evidence, enrolled, fmr), session, present);
    },
    async anomaly(session, fmr) {
      const { model: present, evidence } = await basisOf(session);
      const look = lookAnomaly(present.comparator, evidence, fmr) ?? noAnomaly(present.comparator, fmr);
      return answer(look, session, present);
    },
    async evidence(session, fmr) {
      const present = await model();
      const context = await contexts.get(session.project, present);
      const enrolled =
        context === undefined || session.purpose === "enrolment" ? [] : context.enrolled(session.id);
      const own = enrolled.find(({ subject }) => subject.id === session.subject?.id);
      const { comparator } = present;
      return drawEvidenceLines(await scoredBlocks(session, present), { comparator, own, enrolled, fmr });
    },
    async signature(session) {
      const { evidence } = await basisOf(session);
      return evidence.blocks > 0 ? { mean: evidence.mean(), blocks: evidence.blocks } : undefined;
    },
  };
}
