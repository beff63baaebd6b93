import {
  applyScaler,
  augmentBlocks,
  type Blocks,
  concatenateBlocks,
  createRandom,
  cutBlocks,
  dropEvents,
  fitScaler,
  type Random,
  type Scaler,
  SIGNALS,
  type Split,
  selectBlocks,
  splitBlocks,
  splitBySession,
  type Trace,
  takeAmount,
  takeDifferences,
} from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { ExperimentDefinition } from "./definition.js";

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

type Preprocessing = ExperimentDefinition["preprocessing"];

/** Cuts one user's traces into blocks as a definition says: the same way for training and for use. */
export function blocksOf(traces: readonly Trace[], preprocessing: Preprocessing): Blocks {
  const { signal, blockSize, stride, chunks, sessionBorders } = preprocessing;
  const sequences = takeDifferences(
    traces.map((trace) => dropEvents(trace)),
    { sessionBorders },
  );
  return cutBlocks(sequences, { blockSize, stride: stride ?? blockSize, chunks, channels: SIGNALS[signal] });
}

/** Traces by their subject, in order of first appearance. */
export function tracesBySubject(traces: readonly Trace[]): Map<string, Trace[]> {
  const subjects = new Map<string, Trace[]>();
  for (const trace of traces) {
    const own = subjects.get(trace.subject);
    if (own) own.push(trace);
    else subjects.set(trace.subject, [trace]);
  }
  return subjects;
}

/**
 * From traces to every user's training and test blocks: cut, split, limited to the amount asked for, scaled by
 * a scaler fitted on training blocks alone, and filled up with noisy copies where there are too few.
 * @throws RecognitionError `not-enough-data` where a user has no block left for training or for the test
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
    const blocks = blocksOf(own, definition.preprocessing);
    const { train, test } = splitUser(blocks, definition, userRandom.fork("split"));
    const kept = limit(train, definition.amount, userRandom.fork("amount"));
    if (kept.length === 0 || test.length === 0) {
      const needs = "at least one block for training and one for the test";
      throw new RecognitionError(
        "not-enough-data",
        `${user}: ${blocks.count} blocks are not enough: ${needs}`,
      );
    }
    return {
      user,
      sessions: own.map((trace) => trace.session),
      training: selectBlocks(blocks, kept),
      test: selectBlocks(blocks, test),
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

function splitUser(blocks: Blocks, { split }: ExperimentDefinition, random: Random): Split {
  return split.by === "sessions"
    ? splitBySession(blocks.session, { ...split, random })
    : splitBlocks(blocks.count, { ...split, random });
}

/** A limited amount is drawn at random, so that it stands for all of the user's sessions. */
function limit(indices: Int32Array, amount: ExperimentDefinition["amount"], random: Random): Int32Array {
  if (amount === "all") return indices;
  return takeAmount(indices.length, { count: amount }, { order: "random", random }).map(
    (i) => indices[i] as number,
  );
}

function fill(blocks: Blocks, { amount, augmentation }: ExperimentDefinition, random: Random): Blocks {
  return amount === "all" ? blocks : augmentBlocks(blocks, { count: amount, epsilon: augmentation, random });
}
