import { CoreError } from "../core-error.js";
import { type Amount, type Order, takeAmount } from "./take-amount.js";

/** Indices of the two sides, ascending; together every index once. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface SplitBlocksOptions extends Order {
  /** How much becomes the test; `end` says from where in chronological order (default: the first blocks). */
  readonly test: Amount;
}

/**
 * Splits one user's blocks, which stand in order of time, into training and test. Blocks that overlap
 * (a stride below the block size) share differences across the border: cut the sides apart, or leave a gap.
 * Blocks made of concatenated leftovers stand last, whenever they were recorded.
 *
 * @param count blocks
 * @throws CoreError as {@link takeAmount}.
 */
export function splitBlocks(count: number, options: SplitBlocksOptions): Split {
  const test = takeAmount(count, options.test, options);
  return partition(count, (i) => i, new Set(test));
}

export interface SplitBySessionOptions extends Order {
  /** Sessions held out: so many or such a share of them, or these (by their index). */
  readonly test: Amount | { readonly sessions: readonly number[] };
}

/**
 * Splits blocks so that a session's blocks are all on one side. A block made of concatenated leftovers may
 * hold differences of later sessions than the one it belongs to: where none may leak, cut the blocks of the
 * held-out traces apart from the others.
 *
 * @param session for each block, its session (see `Blocks.session`); sessions count in order of first appearance
 * @throws CoreError as {@link takeAmount}; `out-of-range` for a named session that no block has.
 */
export function splitBySession(session: ArrayLike<number>, options: SplitBySessionOptions): Split {
  const sessions = [...new Set(Array.from(session))];
  const { test } = options;
  if (!("sessions" in test)) {
    const taken = takeAmount(sessions.length, test, options);
    return partition(session.length, (i) => session[i], new Set(Array.from(taken, (k) => sessions[k])));
  }
  for (const named of test.sessions) {
    if (!sessions.includes(named)) {
      throw new CoreError(
        "out-of-range",
        `session ${named} has no block; sessions are ${sessions.join(", ")}`,
      );
    }
  }
  return partition(session.length, (i) => session[i], new Set(test.sessions));
}

/**
 * Splits one user's blocks so that so much of every session is the test: its first blocks, say, whose session goes on in
 * training. A session that would have nothing left for training is in training whole. Blocks that overlap share
 * differences across the borders, as in {@link splitBlocks}.
 *
 * @param session for each block, its session (see `Blocks.session`)
 * @throws CoreError as {@link takeAmount}.
 */
export function splitWithinSessions(session: ArrayLike<number>, options: SplitBlocksOptions): Split {
  const bySession = new Map<number, number[]>();
  for (let i = 0; i < session.length; i++) {
    const own = bySession.get(session[i]);
    if (own) own.push(i);
    else bySession.set(session[i], [i]);
  }
  const test = new Set<number>();
  for (const own of bySession.values()) {
    const taken = takeAmount(own.length, options.test, options);
    if (taken.length < own.length) for (const place of taken) test.add(own[place]);
  }
  return partition(session.length, (i) => i, test);
}

function partition(count: number, keyOf: (index: number) => number, testKeys: ReadonlySet<number>): Split {
  const train: number[] = [];
  const test: number[] = [];
  for (let i = 0; i < count; i++) (testKeys.has(keyOf(i)) ? test : train).push(i);
  return { train: Int32Array.from(train), test: Int32Array.from(test) };
}
