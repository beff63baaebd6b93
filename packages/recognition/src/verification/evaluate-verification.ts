/** How well an encoder tells apart people whom it has never seen. */
import {
  areaUnderCurve,
  bootstrapInterval,
  type Comparator,
  compareScores,
  createComparator,
  equalErrorRate,
  fnmrAtFmr,
  giniCoefficient,
  logLikelihoodRatioCost,
  MetricError,
  minimumLogLikelihoodRatioCost,
  type Random,
  splitScores,
  type Trace,
} from "@wristprint/core";
import type { Encoder } from "../encoder/load-encoder.js";
import { RecognitionError } from "../recognition-error.js";
import { embedSides } from "./embed-sides.js";
import { makeReferences, probesOf, type SubjectReference } from "./reference-sets.js";
import { type ReliabilityBin, reliabilityOf } from "./reliability.js";
import { type SequentialFigures, trySequentialTest } from "./sequential-figures.js";
import type { SessionSignatures } from "./session-signatures.js";

export interface EvaluateVerificationOptions {
  readonly encoder: Pick<Encoder, "card" | "cohort" | "embed">;
  /** A subject's reference is the mean of all blocks of its sessions here. */
  readonly enrol: readonly Trace[];
  /** Probes are runs of consecutive blocks of these; a session is never compared with itself. */
  readonly probe: readonly Trace[];
  /** How long probes are. */
  readonly blocks: readonly number[];
  /** The FMR that the sequential test is set to. Default 0.01. */
  readonly fmr?: number;
  /** Draws for the confidence interval. Default 500. */
  readonly resamples?: number;
  readonly random: Random;
}

/** Of cohort-normalised scores, but for `cosine`. */
export interface VerificationFigures {
  readonly blocks: number;
  readonly auc: number;
  /** 95 % of the AUC, by a bootstrap over the probes' subjects and sessions. */
  readonly aucInterval: readonly [low: number, high: number];
  readonly eer: number;
  /** The point of the ROC curve at an FMR of 1 %: no threshold is carried over. */
  readonly fnmrAtFmr1: number;
  /** Of the EERs of the accounts: how unequally errors are spread. */
  readonly gini: number;
  readonly comparisons: { readonly mated: number; readonly nonMated: number };
  /** Cost of the log-likelihood ratios in bits; 1 is knowing nothing. */
  readonly cllr: number;
  /** What it would be with the best calibration of these very scores; the difference is what calibration loses. */
  readonly cllrMin: number;
  /** What the ratios claim beside what is so. */
  readonly reliability: readonly ReliabilityBin[];
  /** What the plain cosine similarity gives. */
  readonly cosine: { readonly auc: number; readonly eer: number };
}

export interface VerificationResult {
  readonly encoder: { readonly name: string; readonly version: string };
  readonly subjects: number;
  readonly sessions: { readonly enrol: number; readonly probe: number };
  readonly referenceBlocks: { readonly fewest: number; readonly most: number };
  readonly byBlocks: readonly VerificationFigures[];
  readonly sequential: SequentialFigures;
}

/**
 * Compares every probe with every enrolled subject. Nothing is fitted on, or normalised by, the data at hand. Sessions
 * that are not known to be their subject's own, where some are labelled, are left out.
 * @throws RecognitionError `not-enough-data` where there are no mated or no non-mated comparisons
 */
export async function evaluateVerification(
  options: EvaluateVerificationOptions,
): Promise<VerificationResult> {
  const { encoder, random, resamples = 500, fmr = 0.01 } = options;
  const { card, cohort } = encoder;
  const comparator = createComparator(card.comparison, cohort);
  const { enrol, probe } = await embedSides(options, encoder);
  const references = makeReferences(enrol, comparator);
  const sizes = references.map(({ reference }) => reference.blocks);
  const byBlocks = options.blocks.map((blocks) =>
    figuresOf(compareSessions(comparator, references, probe, blocks), blocks, {
      resamples,
      random: random.fork(`bootstrap/${blocks}`),
    }),
  );
  return {
    encoder: { name: card.name, version: card.version },
    subjects: references.length,
    sessions: { enrol: enrol.length, probe: probe.length },
    referenceBlocks: { fewest: Math.min(...sizes), most: Math.max(...sizes) },
    byBlocks,
    sequential: trySequentialTest(comparator, references, probe, {
      fmr,
      fnmr: card.comparison.thresholds.reject.fnmr,
      looks: card.comparison.thresholds.looks,
    }),
  };
}

/** Comparisons in columns. */
interface ComparisonColumns {
  readonly account: readonly string[];
  readonly subject: Int32Array;
  readonly session: Int32Array;
  readonly mated: Uint8Array;
  readonly similarity: Float64Array;
  readonly score: Float64Array;
  readonly ratio: Float64Array;
}

function compareSessions(
  comparator: Comparator,
  enrolled: readonly SubjectReference[],
  sessions: readonly SessionSignatures[],
  blocks: number,
): ComparisonColumns {
  const references = enrolled.map(({ reference }) => reference);
  const subjects = [...new Set(sessions.map(({ subject }) => subject))];
  const rows = sessions.flatMap((session, index) =>
    probesOf(session, comparator.size, blocks).flatMap((probe) =>
      comparator.compareAll(references, probe, blocks).map((scores, of) => ({
        ...scores,
        account: enrolled[of]?.subject ?? "",
        subject: subjects.indexOf(session.subject),
        session: index,
        mated: enrolled[of]?.subject === session.subject ? 1 : 0,
      })),
    ),
  );
  return {
    account: rows.map(({ account }) => account),
    subject: Int32Array.from(rows, ({ subject }) => subject),
    session: Int32Array.from(rows, ({ session }) => session),
    mated: Uint8Array.from(rows, ({ mated }) => mated),
    similarity: Float64Array.from(rows, ({ similarity }) => similarity),
    score: Float64Array.from(rows, ({ score }) => score),
    ratio: Float64Array.from(rows, ({ logLikelihoodRatio }) => logLikelihoodRatio),
  };
}

function figuresOf(
  columns: ComparisonColumns,
  blocks: number,
  { resamples, random }: { readonly resamples: number; readonly random: Random },
): VerificationFigures {
  const { subject, session, mated, similarity, score, ratio } = columns;
  const count = mated.reduce((sum, one) => sum + one, 0);
  if (count === 0 || count === mated.length) {
    const found = `${count} of the same person and ${mated.length - count} of two`;
    throw new RecognitionError(
      "not-enough-data",
      `comparisons of ${blocks} blocks: some of one person and some of two are needed, there are ${found}`,
    );
  }
  const scores = splitScores(score, mated);
  const ratios = splitScores(ratio, mated);
  const cosines = splitScores(similarity, mated);
  const { low, high } = bootstrapInterval({
    subject,
    session,
    statistic: (indices) =>
      areaUnderCurve(
        splitScores(
          Float64Array.from(indices, (i) => score[i] as number),
          Uint8Array.from(indices, (i) => mated[i] as number),
        ),
      ),
    resamples,
    random,
  });
  return {
    blocks,
    auc: areaUnderCurve(scores),
    aucInterval: [low, high],
    eer: equalErrorRate(scores).rate,
    fnmrAtFmr1: fnmrAtFmr(scores, 0.01),
    gini: giniCoefficient(accountErrors(columns)),
    comparisons: { mated: count, nonMated: mated.length - count },
    cllr: logLikelihoodRatioCost(ratios.mated, ratios.nonMated),
    cllrMin: minimumLogLikelihoodRatioCost(ratios.mated, ratios.nonMated),
    reliability: reliabilityOf(ratios.mated, ratios.nonMated),
    cosine: { auc: areaUnderCurve(cosines), eer: equalErrorRate(cosines).rate },
  };
}

/** The EER of each account that has comparisons of both kinds. */
function accountErrors({ account, mated, score }: ComparisonColumns): number[] {
  const accounts = new Map<string, { mated: number[]; nonMated: number[] }>();
  account.forEach((name, i) => {
    const own = accounts.get(name) ?? { mated: [], nonMated: [] };
    accounts.set(name, own);
    (mated[i] ? own.mated : own.nonMated).push(score[i] as number);
  });
  return [...accounts.values()].flatMap((own) => {
    try {
      return [equalErrorRate(compareScores(own.mated, own.nonMated)).rate];
    } catch (error) {
      if (error instanceof MetricError) return [];
      throw error;
    }
  });
}
