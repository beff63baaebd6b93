/** Splits one user's recordings into training and test blocks that share no difference. */
import {
  type Blocks,
  type Random,
  selectBlocks,
  splitBlocks,
  splitBySession,
  type Trace,
} from "@wristprint/core";
import { blocksOf } from "./blocks-of.js";
import type { ExperimentDefinition } from "./definition.js";

export interface UserSplit {
  readonly training: Blocks;
  readonly test: Blocks;
}

type Split = ExperimentDefinition["split"];

/** `session` of the blocks counts in the traces given. */
export function splitUser(
  traces: readonly Trace[],
  { split, preprocessing }: ExperimentDefinition,
  random: Random,
): UserSplit {
  return split.by === "sessions"
    ? splitSessions(traces, preprocessing, split, random)
    : splitByBlocks(traces, preprocessing, split, random);
}

/** The two sides are cut apart: a block of concatenated leftovers would hold differences of both. */
function splitSessions(
  traces: readonly Trace[],
  preprocessing: ExperimentDefinition["preprocessing"],
  split: Extract<Split, { by: "sessions" }>,
  random: Random,
): UserSplit {
  const { session } = blocksOf(traces, preprocessing);
  const { test } = splitBySession(session, { ...split, random });
  const held = new Set(Array.from(test, (block) => session[block] as number));
  const cut = (sessions: readonly number[]): Blocks => {
    const blocks = blocksOf(
      sessions.map((index) => traces[index] as Trace),
      preprocessing,
    );
    return { ...blocks, session: blocks.session.map((index) => sessions[index] as number) };
  };
  const all = [...traces.keys()];
  return {
    training: cut(all.filter((index) => !held.has(index))),
    test: cut(all.filter((index) => held.has(index))),
  };
}

/** Blocks that overlap a test block are in neither part. */
function splitByBlocks(
  traces: readonly Trace[],
  preprocessing: ExperimentDefinition["preprocessing"],
  split: Extract<Split, { by: "blocks" }>,
  random: Random,
): UserSplit {
  const blocks = blocksOf(traces, preprocessing);
  const { train, test } = splitBlocks(blocks.count, { ...split, random });
  const { blockSize, stride = blockSize } = preprocessing;
  // Blocks so many places apart, or more, begin at least a block's size apart.
  const apart = Math.ceil(blockSize / stride);
  const near = new Set(
    Array.from(test).flatMap((block) =>
      Array.from({ length: 2 * apart - 1 }, (_, i) => block - apart + 1 + i),
    ),
  );
  return {
    training: selectBlocks(
      blocks,
      train.filter((block) => !near.has(block)),
    ),
    test: selectBlocks(blocks, test),
  };
}
