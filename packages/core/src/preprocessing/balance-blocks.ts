import { CoreError } from "../core-error.js";
import type { Random } from "../random.js";

export interface BalanceBlocksOptions {
  /** The user to tell from the others, a value of the user column. */
  readonly genuine: number;
  /**
   * `positive`: the genuine blocks are the measure; as many impostor blocks are drawn.
   * `negative`: the impostor blocks are the measure; genuine blocks are drawn, or repeated, to their number.
   */
  readonly balance: "positive" | "negative";
  readonly random: Random;
}

/** Indices of blocks, as many on either side. */
export interface BalancedBlocks {
  readonly genuine: Int32Array;
  readonly impostor: Int32Array;
}

/**
 * Chooses training blocks of one user and of the others in equal number.
 *
 * With `positive` the others contribute evenly: their shares differ by at most one, but for users who have
 * too few blocks, whose missing part the rest make up for. Only where all the others together have too few
 * are their blocks repeated, as evenly as can be. With `negative` every impostor block is taken once.
 *
 * @param user for each block, its user
 * @returns ascending indices; one stands there as often as it is to be used
 * @throws CoreError `empty` when the user, or everyone else, has no block.
 */
export function balanceBlocks(user: ArrayLike<number>, options: BalanceBlocksOptions): BalancedBlocks {
  const { genuine: genuineUser, random } = options;
  const byUser = new Map<number, number[]>();
  for (let i = 0; i < user.length; i++) {
    const blocks = byUser.get(user[i]);
    if (blocks) blocks.push(i);
    else byUser.set(user[i], [i]);
  }
  const genuine = byUser.get(genuineUser);
  byUser.delete(genuineUser);
  if (genuine === undefined) throw new CoreError("empty", `user ${genuineUser} has no block`);
  if (byUser.size === 0) throw new CoreError("empty", `no block is of another user than ${genuineUser}`);
  const others = [...byUser.values()];
  if (options.balance === "negative") {
    const impostor = Int32Array.from(others.flat()).sort();
    return { genuine: draw([genuine], impostor.length, random), impostor };
  }
  return { genuine: Int32Array.from(genuine), impostor: draw(others, genuine.length, random) };
}

/** Draws `count` indices, in rounds of one from each pool; a pool is used up before anything repeats. */
function draw(pools: readonly (readonly number[])[], count: number, random: Random): Int32Array {
  const total = pools.reduce((sum, pool) => sum + pool.length, 0);
  const drawn: number[] = [];
  // Whole passes over everything first, then what remains without replacement.
  for (let pass = 0; pass < Math.floor(count / total); pass++)
    for (const pool of pools) for (const i of pool) drawn.push(i);
  const shuffled = pools.map((pool) => random.shuffle(Int32Array.from(pool)));
  for (let round = 0; drawn.length < count; round++) {
    const open = random.shuffle(Int32Array.from(shuffled.keys()).filter((p) => shuffled[p].length > round));
    for (const p of open.subarray(0, count - drawn.length)) drawn.push(shuffled[p][round]);
  }
  return Int32Array.from(drawn).sort();
}
