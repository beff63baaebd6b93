/** Somebody said to have made a session: what speaks for it, in each block and in all of them. */
import {
  type Blocks,
  type Comparator,
  type CutBlocksOptions,
  createComparator,
  dropEvents,
  mean,
  meanSignature,
  type Sequences,
  SIGNALS,
  type Trace,
  takeDifferences,
  thinEvents,
} from "@wristprint/core";
import type { Encoder } from "../encoder/load-encoder.js";
import type { AccountRecogniser } from "../evaluation/load-recogniser.js";
import { cutOptions, sequencesOf } from "../experiment/blocks-of.js";
import { RecognitionError } from "../recognition-error.js";
import { embedSessions, joinSignatures } from "../verification/session-signatures.js";

/**
 * What evidence is measured in, both natural logarithms: `logOdds` of the account's owner against the other classes of a
 * network; `logLikelihoodRatio` of one person against two, calibrated, of an encoder.
 */
export type EvidenceMeasure = "logOdds" | "logLikelihoodRatio";

/** A claim that a model can judge. */
export interface Claim {
  readonly model: { readonly name: string; readonly task: "identification" | "authentication" | "encoder" };
  readonly claimed: string;
  readonly measure: EvidenceMeasure;
  /** A session's differences, as the model's blocks are cut of them. */
  sequences(trace: Trace): Sequences;
  /** How they are cut, without overlap. */
  readonly cut: CutBlocksOptions;
  /**
   * The evidence of each block by itself.
   * @param blocks unscaled
   * @param alter changes scaled blocks, and may give another number of them
   */
  evidence(blocks: Blocks, alter: (scaled: Blocks) => Blocks): Promise<Float64Array>;
  /** The evidence of a session's blocks together. */
  together(blocks: Blocks): Promise<number>;
}

/**
 * A claim judged by networks that learnt from the account's owner.
 * @throws RecognitionError `bad-input` for an account that they do not know
 */
export function accountClaim(recogniser: AccountRecogniser, claimed: string): Claim {
  const { name, task, accounts, preprocessing } = recogniser;
  const account = accounts.indexOf(claimed);
  if (account < 0) {
    const known = accounts.length > 10 ? `${accounts.slice(0, 10).join(", ")} …` : accounts.join(", ");
    throw new RecognitionError("bad-input", `${name} knows ${known}; "${claimed}" is none of them`);
  }
  const evidence: Claim["evidence"] = async (blocks, alter) =>
    (await recogniser.logOdds(blocks, [account], alter))[0] as Float64Array;
  return {
    model: { name, task },
    claimed,
    measure: "logOdds",
    sequences: (trace) => sequencesOf([trace], preprocessing),
    cut: { ...cutOptions(preprocessing), stride: preprocessing.blockSize },
    evidence,
    together: async (blocks) => mean(await evidence(blocks, (scaled) => scaled)),
  };
}

/**
 * A claim judged by comparison with the sessions that the person was enrolled from.
 * @throws RecognitionError `not-enough-data` for fewer blocks than the encoder's ratios are calibrated for
 */
export async function enrolledClaim(
  encoder: Pick<Encoder, "card" | "cohort" | "embed">,
  claimed: string,
  enrol: readonly Trace[],
): Promise<Claim> {
  const { name, preprocessing, comparison } = encoder.card;
  const { signal, blockSize, thinning, limitPx } = preprocessing;
  const comparator = createComparator(comparison, encoder.cohort);
  const signatures = joinSignatures(await embedSessions(enrol, preprocessing, encoder));
  const enrolled = signatures.length / comparator.size;
  if (enrolled < comparator.smallestReference) {
    throw new RecognitionError(
      "not-enough-data",
      `${claimed}: at least ${comparator.smallestReference} blocks to enrol from expected, found ${enrolled}`,
    );
  }
  const reference = comparator.reference(signatures);
  const ratio = (probe: Float32Array, blocks: number) =>
    comparator.compare(reference, probe, blocks).logLikelihoodRatio;
  return {
    model: { name, task: "encoder" },
    claimed,
    measure: "logLikelihoodRatio",
    // As streamBlocks takes a recording; a test holds the blocks of both equal.
    sequences(trace) {
      const usable = dropEvents(trace, { limitPx });
      return takeDifferences([thinning ? thinEvents(usable, thinning) : usable]);
    },
    cut: { blockSize, stride: blockSize, chunks: "stream", channels: SIGNALS[signal] },
    async evidence(blocks, alter) {
      const rows = rowsOf(await encoder.embed(blocks.data, alter), comparator);
      return Float64Array.from(rows, (row) => ratio(row, 1));
    },
    async together(blocks) {
      return ratio(meanSignature(await encoder.embed(blocks.data), comparator.size), blocks.count);
    },
  };
}

function rowsOf(signatures: Float32Array, { size }: Comparator): Float32Array[] {
  return Array.from({ length: signatures.length / size }, (_, i) =>
    signatures.subarray(i * size, (i + 1) * size),
  );
}
