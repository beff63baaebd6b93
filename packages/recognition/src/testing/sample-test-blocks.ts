import type { TestBlocks } from "../experiment/test-blocks.js";

/** Test blocks without data: for each user, the numbers of blocks of each session. */
export function sampleTestBlocks(users: readonly (readonly number[])[]): TestBlocks {
  const rows = users.flatMap((sessions, user) => {
    const first = users.slice(0, user).flat().length;
    const own = sessions.flatMap((blocks, index) => Array<number>(blocks).fill(first + index));
    return own.map((session, place) => ({ user, session, place }));
  });
  return {
    count: rows.length,
    data: new Float32Array(0),
    user: Int32Array.from(rows, ({ user }) => user),
    session: Int32Array.from(rows, ({ session }) => session),
    sessionNames: users.flat().map((_, index) => `session ${index}`),
    place: Int32Array.from(rows, ({ place }) => place),
  };
}
