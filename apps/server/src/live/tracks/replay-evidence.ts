/** What the checks of a session's tracks say together about a replay: counts, and a pure look at them. */
import type { Replay } from "@wristprint/api";
import type { ReplayAnswer, ReplaySource } from "@wristprint/liveness";

/** Of people's own movements so many are taken for copies by chance; docs/replay.md has what was measured. */
const ALARMS_BY_CHANCE = 0.001;
/** As many copies as chance gives more seldom than this are none of chance. */
const SELDOM = 0.01;

export type ReplayLook = Pick<Replay, "kind" | "outcome" | "tracks" | "copies" | "match">;

/** What of a check counts here. */
export interface CheckedTrack extends Pick<ReplayAnswer, "outcome"> {
  readonly sources: readonly Pick<ReplaySource, "subject" | "changes" | "distancePx" | "share">[];
}

export interface ReplayEvidence {
  add(checked: CheckedTrack): void;
  /** Takes over what was decided before: what is a copy stays one. */
  settle(before: ReplayLook): void;
  /** `undefined` while no track was checked. */
  look(): ReplayLook | undefined;
}

export function createReplayEvidence(): ReplayEvidence {
  let checked = 0;
  let tracks = 0;
  let copies = 0;
  let match: Replay["match"] = null;
  let settled: ReplayLook | undefined;
  return {
    add({ outcome, sources: [best] }) {
      checked += 1;
      if (outcome === "too-plain") return;
      tracks += 1;
      if (outcome !== "replay" || best === undefined) return;
      copies += 1;
      const { subject: session, changes, distancePx, share } = best;
      if (match && match.share * (1 + distancePx) >= share * (1 + match.distancePx)) return;
      match = { session, changes: [...changes], distancePx, share };
    },
    settle(before) {
      if (before.outcome === "copied") settled = before;
    },
    look() {
      if (settled || checked === 0) return settled;
      const copied = copies > 0 && atLeast(copies, tracks, ALARMS_BY_CHANCE) <= SELDOM;
      const outcome = copied ? "copied" : tracks > 0 ? "original" : "undecided";
      const look: ReplayLook = { kind: "replay", outcome, tracks, copies, match };
      if (copied) settled = look;
      return look;
    },
  };
}

/** Probability of `some` or more of `all`, each with probability `p`: the tail of the binomial distribution. */
export function atLeast(some: number, all: number, p: number): number {
  let term = (1 - p) ** all;
  let below = 0;
  for (let k = 0; k < some; k++) {
    below += term;
    term *= ((all - k) / (k + 1)) * (p / (1 - p));
  }
  return Math.max(0, 1 - below);
}
