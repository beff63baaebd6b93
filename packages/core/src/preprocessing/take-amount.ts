import { CoreError } from "../core-error.js";
import type { Random } from "../random.js";

/** How many of a number of things: a count, or a share in [0, 1] (rounded to the nearest count). */
export type Amount = { readonly count: number } | { readonly share: number };

/** Which ones of things that stand in order of time. */
export interface Order {
  /** `chronological`: the ones at an end. `random`: drawn evenly, without replacement. Default `chronological`. */
  readonly order?: "chronological" | "random";
  /** The end that is taken in chronological order. Default `first`. */
  readonly end?: "first" | "last";
  /** Needed for the order `random`. */
  readonly random?: Random;
}

/**
 * Indices of the amount taken of `total` things in order of time, ascending. A count beyond the total takes
 * all.
 *
 * @throws CoreError `out-of-range` for a bad count or share, `random-missing` for a random order without
 *   `random`.
 */
export function takeAmount(total: number, amount: Amount, order: Order = {}): Int32Array {
  const count = countOf(total, amount);
  if ((order.order ?? "chronological") === "random") {
    if (order.random === undefined) {
      throw new CoreError("random-missing", "the order random needs a source of randomness in `random`");
    }
    const all = Int32Array.from({ length: total }, (_, i) => i);
    return order.random.shuffle(all).slice(0, count).sort();
  }
  const start = (order.end ?? "first") === "first" ? 0 : total - count;
  return Int32Array.from({ length: count }, (_, i) => start + i);
}

function countOf(total: number, amount: Amount): number {
  if ("count" in amount) {
    if (Number.isInteger(amount.count) && amount.count >= 0) return Math.min(total, amount.count);
    throw new CoreError("out-of-range", `a count of zero or more expected, got ${amount.count}`);
  }
  if (amount.share >= 0 && amount.share <= 1) return Math.round(total * amount.share);
  throw new CoreError("out-of-range", `a share from 0 to 1 expected, got ${amount.share}`);
}
