/** The figures of sessions compared with accounts. */
import {
  areaUnderCurve,
  bootstrapInterval,
  type Comparisons,
  equalErrorRate,
  fnmrAtFmr,
  giniCoefficient,
  MetricError,
  mean,
  type Random,
  splitScores,
} from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { SessionComparison, SessionProtocol } from "./score-sessions.js";

export interface SessionFigures {
  /** Of all comparisons together: what one threshold for all accounts can do. */
  readonly auc: number;
  /** 95 % of it, by a bootstrap over accounts (of `everyone`: people) and their sessions. */
  readonly aucInterval: readonly [low: number, high: number];
  /** Mean of the accounts' own AUCs: what a threshold for each account can do. */
  readonly aucMean: number | null;
  /** `null` where an account has no comparisons of both kinds. */
  readonly aucPerUser: Readonly<Record<string, number | null>>;
  readonly eer: number;
  /** The point of the ROC curve at an FMR of 1 %: no threshold is carried over. */
  readonly fnmrAtFmr1: number;
  /** Of the accounts' EERs: how unequally errors are spread. */
  readonly gini: number | null;
  /** Share of the sessions whose highest score is their own account's; `null` where sessions are compared with one account. */
  readonly accuracy: number | null;
  readonly comparisons: { readonly mated: number; readonly nonMated: number };
}

/**
 * Figures of comparisons that were made by one protocol.
 * @throws RecognitionError `not-enough-data` without mated or without non-mated comparisons
 */
export function measureSessions(
  comparisons: readonly SessionComparison[],
  protocol: SessionProtocol,
  { random, resamples }: { readonly random: Random; readonly resamples: number },
): SessionFigures {
  const mated = comparisons.filter((one) => one.mated).length;
  const nonMated = comparisons.length - mated;
  if (mated === 0 || nonMated === 0) {
    throw new RecognitionError(
      "not-enough-data",
      `sessions of an account's owner and of others expected, found ${mated} comparisons of the one and ${nonMated} of the other kind`,
    );
  }
  const all = split(comparisons);
  const { low, high } = bootstrapInterval({
    ...drawnTogether(comparisons),
    statistic: (indices) =>
      areaUnderCurve(split(Array.from(indices, (index) => comparisons[index] as SessionComparison))),
    resamples,
    random,
  });
  const perAccount = byAccount(comparisons);
  const aucs = Object.entries(perAccount).map(
    ([account, own]) => [account, own && areaUnderCurve(own)] as const,
  );
  const measured = Object.values(perAccount).filter((own) => own !== null);
  return {
    auc: areaUnderCurve(all),
    aucInterval: [low, high],
    aucMean: measured.length > 0 ? mean(measured.map(areaUnderCurve)) : null,
    aucPerUser: Object.fromEntries(aucs),
    eer: equalErrorRate(all).rate,
    fnmrAtFmr1: fnmrAtFmr(all, 0.01),
    gini: measured.length > 0 ? giniCoefficient(measured.map((own) => equalErrorRate(own).rate)) : null,
    accuracy: protocol === "everyone" ? rankOne(comparisons) : null,
    comparisons: { mated, nonMated },
  };
}

/** A session's comparisons are drawn together, and so are the sessions of one subject. */
function drawnTogether(comparisons: readonly SessionComparison[]) {
  const numbers = (names: readonly string[]) => {
    const number = new Map([...new Set(names)].map((name, index) => [name, index]));
    return Int32Array.from(names, (name) => number.get(name) as number);
  };
  return {
    subject: numbers(comparisons.map(({ subject }) => subject)),
    session: numbers(comparisons.map(sessionName)),
  };
}

function byAccount(comparisons: readonly SessionComparison[]): Record<string, Comparisons | null> {
  const accounts = new Map<string, SessionComparison[]>();
  for (const one of comparisons) {
    const own = accounts.get(one.account);
    if (own) own.push(one);
    else accounts.set(one.account, [one]);
  }
  return Object.fromEntries([...accounts].map(([account, own]) => [account, splitOrNull(own)]));
}

function splitOrNull(comparisons: readonly SessionComparison[]): Comparisons | null {
  try {
    return split(comparisons);
  } catch (error) {
    if (error instanceof MetricError && error.code === "empty") return null;
    throw error;
  }
}

function split(comparisons: readonly SessionComparison[]): Comparisons {
  return splitScores(
    Float64Array.from(comparisons, ({ score }) => score),
    Uint8Array.from(comparisons, (one) => (one.mated ? 1 : 0)),
  );
}

/** Of sessions whose account is known, the share that has its highest score there. */
function rankOne(comparisons: readonly SessionComparison[]): number {
  const best = new Map<string, SessionComparison>();
  const known = new Set<string>();
  for (const one of comparisons) {
    const session = sessionName(one);
    if (one.mated) known.add(session);
    if (one.score > (best.get(session)?.score ?? -Infinity)) best.set(session, one);
  }
  const right = [...known].filter((session) => best.get(session)?.mated).length;
  return right / known.size;
}

function sessionName({ subject, session }: SessionComparison): string {
  return `${subject}/${session}`;
}
