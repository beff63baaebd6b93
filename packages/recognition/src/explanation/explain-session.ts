/** Which parts of a session spoke for or against the person who is said to have made it. */
import {
  type Blocks,
  blockDifferences,
  cutBlocks,
  type EventColumns,
  selectBlocks,
  type Trace,
} from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { Claim, EvidenceMeasure } from "./claim.js";
import { hideStretches, stretchesIn } from "./hide-stretches.js";

export interface ExplainSessionOptions {
  readonly claim: Claim;
  readonly trace: Trace;
  /** Differences that are hidden at a time. Default 16. */
  readonly steps?: number;
  readonly onProgress?: (blocksDone: number, blocksTotal: number) => void;
}

/** Consecutive differences of a block, hidden together. */
export interface ExplainedStretch {
  /** Index of its block. */
  readonly block: number;
  /** From its first difference's earlier event to its last one's later event. */
  readonly startMs: number;
  readonly endMs: number;
  /** How far the block's evidence falls when the stretch is hidden: above 0 it spoke for the person, below 0 against. */
  readonly spokeFor: number;
}

export interface ExplainedBlock {
  readonly startMs: number;
  readonly endMs: number;
  readonly evidence: number;
}

export interface SessionExplanation {
  readonly model: Claim["model"];
  readonly measure: EvidenceMeasure;
  readonly claimed: string;
  readonly subject: string;
  readonly session: string;
  /** Of all blocks together. */
  readonly evidence: number;
  /** Differences that were hidden at a time. */
  readonly steps: number;
  readonly blocks: readonly ExplainedBlock[];
  readonly stretches: readonly ExplainedStretch[];
}

/** Where on the screen a session went: what a drawing needs beside the explanation. */
export interface SessionPath {
  readonly tMs: Float64Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** For each stretch, the events at which its differences end; each begins at the event before. */
  readonly events: readonly Int32Array[];
}

/** Blocks that are scored at a time, each with all its stretches hidden in turn. */
const TOGETHER = 32;

/**
 * Hides a session's movement a stretch at a time, and tells how far the evidence of its block falls.
 *
 * That is occlusion: Zeiler & Fergus, "Visualizing and understanding convolutional networks", ECCV 2014, section 4.2. It asks
 * the model alone, whatever is in it. Falls do not add up to a block's evidence: two stretches of which either is enough
 * have no fall each.
 *
 * Blocks do not overlap. Where the model joins leftovers, blocks of them come last, and their stretches may be of movements
 * apart.
 *
 * @throws RecognitionError `not-enough-data` for a session without a block, `bad-input` for steps that no block has
 */
export async function explainSession(
  options: ExplainSessionOptions,
): Promise<{ readonly result: SessionExplanation; readonly path: SessionPath }> {
  const { claim, trace, steps = 16, onProgress } = options;
  const { subject, session } = trace;
  const sequences = claim.sequences(trace);
  const blocks = cutBlocks(sequences, claim.cut);
  const { count, size } = blocks;
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= size)) {
    throw new RecognitionError("bad-input", `steps: a whole number from 1 to ${size} expected, got ${steps}`);
  }
  if (count === 0) {
    throw new RecognitionError(
      "not-enough-data",
      `${subject}/${session}: a block of ${size} differences expected, found none`,
    );
  }
  const events = blockDifferences(sequences, claim.cut).map((row) => sequences.event[row] as number);
  const { tMs, x, y } = sequences.traces[0] as EventColumns;
  const span = (own: Int32Array) => ({
    startMs: tMs[(own[0] as number) - 1] as number,
    endMs: tMs[own.at(-1) as number] as number,
  });
  const explained: ExplainedBlock[] = [];
  const stretches: ExplainedStretch[] = [];
  const stretchEvents: Int32Array[] = [];
  const perBlock = stretchesIn(size, steps);
  for (let from = 0; from < count; from += TOGETHER) {
    const some = slice(blocks, from, Math.min(count, from + TOGETHER));
    const evidence = await claim.evidence(some, (scaled) => hideStretches(scaled, steps));
    for (let i = 0; i < some.count; i++) {
      const block = from + i;
      const own = events.subarray(block * size, (block + 1) * size);
      const [whole, ...hidden] = evidence.subarray(i * (1 + perBlock), (i + 1) * (1 + perBlock));
      explained.push({ ...span(own), evidence: whole as number });
      for (const [at, without] of hidden.entries()) {
        const part = own.subarray(at * steps, (at + 1) * steps);
        stretches.push({ block, ...span(part), spokeFor: (whole as number) - without });
        stretchEvents.push(part);
      }
    }
    onProgress?.(from + some.count, count);
  }
  const { model, measure, claimed } = claim;
  const evidence = await claim.together(blocks);
  return {
    result: { model, measure, claimed, subject, session, evidence, steps, blocks: explained, stretches },
    path: { tMs, x, y, events: stretchEvents },
  };
}

function slice(blocks: Blocks, from: number, to: number): Blocks {
  return selectBlocks(
    blocks,
    Array.from({ length: to - from }, (_, i) => from + i),
  );
}
