import { blockLength } from "@wristprint/core";
import type { UserBlocks } from "./prepare-blocks.js";

/** All users' test blocks in one array, in the order of the users, with where each comes from. */
export interface TestBlocks {
  readonly count: number;
  /** [count, size, channels] */
  readonly data: Float32Array;
  /** For each block, its user (an index into the users). */
  readonly user: Int32Array;
  /** For each block, its session, numbered through over all users. */
  readonly session: Int32Array;
  /** The sessions' names by that number. */
  readonly sessionNames: readonly string[];
  /** For each block, its place among its user's test blocks, from 0. */
  readonly place: Int32Array;
}

export function gatherTestBlocks(users: readonly UserBlocks[]): TestBlocks {
  const length = blockLength((users[0] as UserBlocks).test);
  const count = users.reduce((sum, { test }) => sum + test.count, 0);
  const data = new Float32Array(count * length);
  const user = new Int32Array(count);
  const session = new Int32Array(count);
  const place = new Int32Array(count);
  const sessionNames: string[] = [];
  let row = 0;
  users.forEach(({ test, sessions }, index) => {
    data.set(test.data, row * length);
    for (let block = 0; block < test.count; block++, row++) {
      user[row] = index;
      session[row] = sessionNames.length + (test.session[block] as number);
      place[row] = block;
    }
    sessionNames.push(...sessions);
  });
  return { count, data, user, session, sessionNames, place };
}
