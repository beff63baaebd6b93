/** Splits one user's recordings into training and test blocks that share no difference. */
import {
  type Blocks,
  cutBlocks,
  type Random,
  selectBlocks,
  setApart,
  splitBlocks,
  splitBySession,
  type Trace,
} from "@wristprint/core";
import { blocksOf, cutOptions, sequencesOf } from "./blocks-of.js";
import type { ExperimentDefinition } from "./definition.js";
import { takeDevelopment } from "./take-development.js";

export interface UserSplit {
  readonly training: Blocks;
  readonly test: Blocks;
}

type Split = ExperimentDefinition["split"];
type Development = ExperimentDefinition["development"];

/**
 * Where the definition has a development part, that is the test here, and the split's own test is in neither part.
 * `session` of the blocks counts in the traces given.
 */
export function splitUser(
  traces: readonly Trace[],
  definition: ExperimentDefinition,
  random: Random,
): UserSplit {
  return definition.split.by === "sessions"
    ? splitSessions(traces, definition, definition.split, random)
    : splitByBlocks(traces, definition, definition.split, random);
}

/** The two sides are cut apart: a block of concatenated leftovers would hold differences of both. */
function splitSessions(
  traces: readonly Trace[],
  { preprocessing, development }: ExperimentDefinition,
  split: Extract<Split, { by: "sessions" }>,
  random: Random,
): UserSplit {
  const cut = (sessions: readonly number[], own: Partial<typeof preprocessing> = {}): Blocks => {
    const blocks = blocksOf(
      sessions.map((index) => traces[index] as Trace),
      { ...preprocessing, ...own },
    );
    return { ...blocks, session: blocks.session.map((index) => sessions[index] as number) };
  };
  const holdOut = (sessions: readonly number[], part: Split | NonNullable<Development>, drawn: Random) => {
    const { session } = cut(sessions);
    const { test } = splitBySession(session, { ...part, random: drawn });
    const held = new Set(Array.from(test, (block) => session[block] as number));
    return {
      rest: sessions.filter((index) => !held.has(index)),
      held: sessions.filter((index) => held.has(index)),
    };
  };
  const outer = holdOut([...traces.keys()], split, random);
  const { rest, held } =
    development === undefined ? outer : holdOut(outer.rest, development, random.fork("development"));
  return { training: cut(rest, trainingCut(preprocessing)), test: cut(held) };
}

/**
 * Blocks that overlap a block held out are in no part. With a training stride, all differences that no held-out block
 * holds are cut anew for training.
 */
function splitByBlocks(
  traces: readonly Trace[],
  { preprocessing, development }: ExperimentDefinition,
  split: Extract<Split, { by: "blocks" }>,
  random: Random,
): UserSplit {
  const sequences = sequencesOf(traces, preprocessing);
  const options = cutOptions(preprocessing);
  const blocks = cutBlocks(sequences, options);
  const { blockSize, stride = blockSize, trainingStride } = preprocessing;
  // Blocks so many places apart, or more, begin at least a block's size apart.
  const apart = Math.ceil(blockSize / stride);
  const without = (indices: Int32Array, held: Int32Array) => {
    const near = new Set(
      Array.from(held).flatMap((block) =>
        Array.from({ length: 2 * apart - 1 }, (_, i) => block - apart + 1 + i),
      ),
    );
    return indices.filter((block) => !near.has(block));
  };
  const { train, test: outer } = splitBlocks(blocks.count, { ...split, random });
  const others = without(train, outer);
  const held =
    development === undefined
      ? outer
      : takeDevelopment(others, {
          development,
          session: blocks.session,
          test: outer,
          random: random.fork("development"),
        });
  const test = selectBlocks(blocks, held);
  if (trainingStride === undefined) {
    return { training: selectBlocks(blocks, without(others, held)), test };
  }
  const remaining = setApart(sequences, options, [...outer, ...held]);
  return { training: cutBlocks(remaining, { ...options, ...trainingCut(preprocessing) }), test };
}

/** What of the cutting is another for training. */
function trainingCut({ trainingStride, trainingSize }: ExperimentDefinition["preprocessing"]) {
  return {
    ...(trainingStride !== undefined && { stride: trainingStride }),
    ...(trainingSize !== undefined && { blockSize: trainingSize }),
  };
}
