/** From traces to every user's blocks, split into training and test. */
import { type Blocks, type Random, selectBlocks, type Trace, takeAmount } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { ExperimentDefinition } from "./definition.js";
import { splitUser } from "./split-user.js";
import { splitWindows } from "./split-windows.js";

/** One user's blocks, not scaled yet. `session` of blocks counts in {@link CutUser.sessions}. */
export interface CutUser {
  readonly user: string;
  readonly sessions: readonly string[];
  readonly training: Blocks;
  readonly test: Blocks;
}

/**
 * Cuts every user's traces as the definition says, and limits training to the amount asked for.
 * @param random of it, each user's own is forked
 * @throws RecognitionError `not-enough-data` for fewer than two users, and where a user has no block for training or
 *   too few for one decision of the test
 */
export function cutUsers(
  subjects: ReadonlyMap<string, readonly Trace[]>,
  definition: ExperimentDefinition,
  random: Random,
): CutUser[] {
  const split = (user: string) => random.fork(user).fork("split");
  const { windows } = definition.preprocessing;
  const parts =
    windows === undefined
      ? new Map([...subjects].map(([user, own]) => [user, splitUser(own, definition, split(user))]))
      : splitWindows(subjects, windows, definition, split);
  if (parts.size < 2) {
    throw new RecognitionError(
      "not-enough-data",
      `at least two subjects are needed, the data holds ${parts.size}`,
    );
  }
  return [...parts].map(([user, { training, test }]) => {
    requireEnough(user, training.count, test.count, definition);
    return {
      user,
      sessions: (subjects.get(user) ?? []).map((trace) => trace.session),
      training: limit(training, definition.amount, random.fork(user).fork("amount")),
      test,
    };
  });
}

/** The first number of blocks is the headline's: every user must have one such decision. */
function requireEnough(user: string, training: number, test: number, definition: ExperimentDefinition): void {
  const [decision = 1] = definition.evaluation.blocks;
  if (training > 0 && test >= decision) return;
  const needed = `at least 1 block for training and ${decision} for the test are needed`;
  throw new RecognitionError("not-enough-data", `${user}: ${needed}, there are ${training} and ${test}`);
}

/** A limited amount is drawn at random, so that it stands for all of the user's sessions. */
function limit(blocks: Blocks, amount: ExperimentDefinition["amount"], random: Random): Blocks {
  if (amount === "all") return blocks;
  return selectBlocks(blocks, takeAmount(blocks.count, { count: amount }, { order: "random", random }));
}
