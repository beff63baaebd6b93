/** How well trained models tell from a whole session whether an account's owner made it. */
import { mean, type Random, type Trace } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { AccountRecogniser } from "./load-recogniser.js";
import { measureSessions, type SessionFigures } from "./measure-sessions.js";
import { type SessionComparison, type SessionProtocol, scoreSessions } from "./score-sessions.js";

export interface EvaluateSessionsOptions {
  readonly recogniser: AccountRecogniser;
  /** Sessions that the models did not learn from. Those of which nothing says whose they are stay out. */
  readonly traces: readonly Trace[];
  /** Differences from one block of a session to the next. Default: a quarter of a block. */
  readonly stride?: number;
  /** Draws for the confidence interval. Default 1000. */
  readonly resamples?: number;
  readonly random: Random;
  readonly onProgress?: (sessionsDone: number, sessionsTotal: number) => void;
}

export interface SessionsResult extends SessionFigures {
  readonly model: {
    readonly name: string;
    readonly task: AccountRecogniser["task"];
    readonly accounts: number;
  };
  readonly protocol: SessionProtocol;
  readonly stride: number;
  /** Sessions with a score. */
  readonly sessions: number;
  /** Sessions with less than a block in them; in no figure. */
  readonly tooShort: number;
  /** Sessions of which nothing says whether the account's owner made them; in no figure. */
  readonly unlabelled: number;
  /** Sessions of accounts that no model knows: of `claims` in no figure, of `everyone` non-mated with every account. */
  readonly unknown: number;
  /** In a scored session. */
  readonly blocks: { readonly fewest: number; readonly mean: number; readonly most: number };
}

/**
 * Scores whole sessions by the mean of their blocks' log-odds. Where some sessions are known not to be their account's
 * owner's (Balabit's test sessions), each is compared with its account; otherwise each with every account. Nothing is
 * fitted on, or normalised by, the data at hand.
 *
 * @throws RecognitionError `not-enough-data` where there are no mated or no non-mated comparisons
 */
export async function evaluateSessions(
  options: EvaluateSessionsOptions,
): Promise<{ readonly result: SessionsResult; readonly comparisons: readonly SessionComparison[] }> {
  const { recogniser, traces, random, onProgress, resamples = 1000 } = options;
  const stride = options.stride ?? Math.max(1, Math.floor(recogniser.preprocessing.blockSize / 4));
  const labelled = traces.filter(({ genuine }) => genuine !== undefined);
  const protocol = labelled.some(({ genuine }) => genuine === false) ? "claims" : "everyone";
  const known = labelled.filter(({ subject }) => recogniser.accounts.includes(subject));
  const compared = protocol === "claims" ? known : labelled;
  requireSome(traces, labelled, known, recogniser);
  const { comparisons, tooShort } = await scoreSessions({
    recogniser,
    traces: compared,
    protocol,
    stride,
    onProgress: onProgress && ((done) => onProgress(done, compared.length)),
  });
  const figures = measureSessions(comparisons, protocol, { random, resamples });
  const blocks = [...blocksBySession(comparisons).values()];
  const { name, task, accounts } = recogniser;
  return {
    comparisons,
    result: {
      model: { name, task, accounts: accounts.length },
      protocol,
      stride,
      ...figures,
      sessions: compared.length - tooShort,
      tooShort,
      unlabelled: traces.length - labelled.length,
      unknown: labelled.length - known.length,
      blocks: { fewest: Math.min(...blocks), mean: mean(blocks), most: Math.max(...blocks) },
    },
  };
}

function requireSome(
  traces: readonly Trace[],
  labelled: readonly Trace[],
  known: readonly Trace[],
  { name, accounts }: AccountRecogniser,
): void {
  if (labelled.length === 0) {
    const found = `${traces.length} of which nothing says it`;
    throw new RecognitionError("not-enough-data", `sessions and whose they are expected, found ${found}`);
  }
  if (known.length > 0) return;
  const [some, here] = [accounts, [...new Set(labelled.map(({ subject }) => subject))]].map((names) =>
    names.length > 5 ? `${names.slice(0, 5).join(", ")} …` : names.join(", "),
  );
  throw new RecognitionError("not-enough-data", `${name} knows ${some}; the sessions are of ${here}`);
}

function blocksBySession(comparisons: readonly SessionComparison[]): Map<string, number> {
  return new Map(comparisons.map((one) => [`${one.subject}/${one.session}`, one.blocks]));
}
