/** Whole sessions compared with accounts. */
import { mean, type Trace } from "@wristprint/core";
import { blocksOf } from "../experiment/blocks-of.js";
import type { AccountRecogniser } from "./load-recogniser.js";

/** A session compared with an account. */
export interface SessionComparison {
  readonly account: string;
  /** The account that the session was recorded in. */
  readonly subject: string;
  readonly session: string;
  /** Whether the account's owner made it. */
  readonly mated: boolean;
  readonly blocks: number;
  /** Mean of the blocks' log-odds: higher = more alike. */
  readonly score: number;
}

/**
 * `claims`: each session is compared with the account it was recorded in, as its owner or somebody else may have made it.
 * `everyone`: each session is its subject's own, and is compared with every account.
 */
export type SessionProtocol = "claims" | "everyone";

export interface ScoreSessionsOptions {
  readonly recogniser: AccountRecogniser;
  readonly traces: readonly Trace[];
  readonly protocol: SessionProtocol;
  /** Differences from one block of a session to the next. */
  readonly stride: number;
  readonly onProgress?: ((sessionsDone: number) => void) | undefined;
}

export interface ScoredSessions {
  readonly comparisons: readonly SessionComparison[];
  /** Sessions with less than a block in them, which have no score. */
  readonly tooShort: number;
}

/** Scores see nothing of a session but its events: whose it is goes into `mated` alone. */
export async function scoreSessions(options: ScoreSessionsOptions): Promise<ScoredSessions> {
  const { recogniser, traces, protocol, stride, onProgress } = options;
  const { accounts } = recogniser;
  const comparisons: SessionComparison[] = [];
  let tooShort = 0;
  for (const [index, trace] of traces.entries()) {
    const { subject, session } = trace;
    const blocks = blocksOf([trace], { ...recogniser.preprocessing, stride });
    const asked = protocol === "claims" ? [accounts.indexOf(subject)] : [...accounts.keys()];
    if (blocks.count === 0) tooShort++;
    else {
      const logOdds = await recogniser.logOdds(blocks, asked);
      for (const [at, account] of asked.entries()) {
        comparisons.push({
          account: accounts[account] as string,
          subject,
          session,
          mated: accounts[account] === subject && trace.genuine !== false,
          blocks: blocks.count,
          score: mean(logOdds[at] as Float64Array),
        });
      }
    }
    onProgress?.(index + 1);
  }
  return { comparisons, tooShort };
}
