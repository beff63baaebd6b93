import { blockLength } from "@wristprint/core";
import type { BlockPool } from "../training/training-job.js";
import type { UserBlocks } from "./prepare-blocks.js";

/** All users' training blocks in one array, and whose each is (an index into the users). */
export interface TrainingPool extends BlockPool {
  readonly user: Int32Array;
  /** Where some blocks are made of others: of each, the one that it is made of, or itself. */
  readonly origin?: Int32Array;
}

export function poolTraining(users: readonly UserBlocks[]): TrainingPool {
  const length = blockLength((users[0] as UserBlocks).training);
  const total = users.reduce((sum, { training }) => sum + training.count, 0);
  const data = new Float32Array(total * length);
  const user = new Int32Array(total);
  let row = 0;
  users.forEach(({ training }, index) => {
    data.set(training.data, row * length);
    user.fill(index, row, row + training.count);
    row += training.count;
  });
  return { data, blockLength: length, user };
}
