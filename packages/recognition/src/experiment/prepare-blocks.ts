import {
  applyScaler,
  augmentBlocks,
  type Blocks,
  concatenateBlocks,
  createRandom,
  fitScaler,
  type Random,
  type Scaler,
  type Trace,
} from "@wristprint/core";
import { type CutUser, cutUsers } from "./cut-users.js";
import type { ExperimentDefinition } from "./definition.js";

/** One user's blocks, scaled. */
export type UserBlocks = CutUser;

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
  const cut = cutUsers(tracesBySubject(traces), definition, random);
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

function fill(blocks: Blocks, { amount, augmentation }: ExperimentDefinition, random: Random): Blocks {
  return amount === "all" ? blocks : augmentBlocks(blocks, { count: amount, epsilon: augmentation, random });
}
