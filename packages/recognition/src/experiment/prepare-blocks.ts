import {
  applyScaler,
  augmentBlocks,
  type Blocks,
  concatenateBlocks,
  createRandom,
  fitScaler,
  type Random,
  type Scaler,
  selectBlocks,
  type Trace,
  takeAmount,
} from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { ExperimentDefinition } from "./definition.js";
import { splitUser } from "./split-user.js";

/** One user's blocks, scaled and split. `session` of blocks counts in {@link UserBlocks.sessions}. */
export interface UserBlocks {
  readonly user: string;
  readonly sessions: readonly string[];
  readonly training: Blocks;
  readonly test: Blocks;
}

export interface PreparedBlocks {
  readonly users: readonly UserBlocks[];
  readonly scaler: Scaler;
}

/**
 * Traces by the subject who made them, in order of first appearance. Sessions that are known to be someone
 * else's than the account's are left out.
 */
export function tracesBySubject(traces: readonly Trace[]): Map<string, Trace[]> {
  const subjects = new Map<string, Trace[]>();
  for (const trace of traces) {
    if (trace.genuine === false) continue;
    const own = subjects.get(trace.subject);
    if (own) own.push(trace);
    else subjects.set(trace.subject, [trace]);
  }
  return subjects;
}

/**
 * From traces to every user's training and test blocks: cut, split, limited to the amount asked for, scaled by
 * a scaler fitted on training blocks alone, and filled up with noisy copies where there are too few.
 * @throws RecognitionError `not-enough-data` for fewer than two subjects, and where a user has no block for
 *   training or too few for one decision of the test
 */
export function prepareBlocks(traces: readonly Trace[], definition: ExperimentDefinition): PreparedBlocks {
  const random = createRandom(definition.seed).fork("blocks");
  const subjects = tracesBySubject(traces);
  if (subjects.size < 2) {
    throw new RecognitionError(
      "not-enough-data",
      `at least two subjects are needed, the data holds ${subjects.size}`,
    );
  }
  const cut = [...subjects].map(([user, own]) => {
    const userRandom = random.fork(user);
    const { training, test } = splitUser(own, definition, userRandom.fork("split"));
    requireEnough(user, training.count, test.count, definition);
    return {
      user,
      sessions: own.map((trace) => trace.session),
      training: limit(training, definition.amount, userRandom.fork("amount")),
      test,
    };
  });
  const { clip, ...scaling } = definition.preprocessing.scaling;
  const scaler = fitScaler(
    concatenateBlocks(cut.map(({ training }) => training)),
    clip === undefined ? scaling : { ...scaling, clip },
  );
  const users = cut.map((own) => ({
    ...own,
    training: fill(applyScaler(own.training, scaler), definition, random.fork(own.user).fork("noise")),
    test: applyScaler(own.test, scaler),
  }));
  return { users, scaler };
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

function fill(blocks: Blocks, { amount, augmentation }: ExperimentDefinition, random: Random): Blocks {
  return amount === "all" ? blocks : augmentBlocks(blocks, { count: amount, epsilon: augmentation, random });
}
