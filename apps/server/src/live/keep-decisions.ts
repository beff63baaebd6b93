import type { Decision } from "@wristprint/api";
import type { Feed } from "./feed.js";
import type { GroupCommit } from "./group-commit.js";
import type { HeldSession } from "./held-session.js";
import type { Insist } from "./insist.js";

export interface MadeDecision {
  readonly project: string;
  readonly decision: Decision;
}

/** Keeps a session's new decisions for good, and tells the consoles. @throws Abandoned once the session is gone */
export type KeepDecisions = (held: HeldSession, made: readonly Decision[]) => Promise<void>;

export function createKeepDecisions(parts: {
  readonly decisions: GroupCommit<MadeDecision, void>;
  readonly feed: Pick<Feed, "tell">;
  readonly insist: Insist;
}): KeepDecisions {
  const { decisions, feed, insist } = parts;
  return async (held, made) => {
    if (made.length === 0) return;
    const { project } = held.stored;
    await insist(held, "keeping decisions", () =>
      Promise.all(made.map((decision) => decisions.add({ project, decision }))),
    );
    for (const decision of made) feed.tell(project, { type: "decision", decision });
  };
}
