import { innerProduct, type Rows, squaredLengths } from "./rows.js";

/** How alike row i of one table and row j of another are. */
export type Kernel = (a: Rows, b: Rows) => (i: number, j: number) => number;

/** exp(−gamma · squared distance), or the inner product for a gamma of 0. */
export function createKernel(gamma: number): Kernel {
  if (gamma === 0) return (a, b) => (i, j) => innerProduct(a, i, b, j);
  return (a, b) => {
    const lengths = squaredLengths(a);
    const otherLengths = a === b ? lengths : squaredLengths(b);
    return (i, j) => {
      const squared = lengths[i] + otherLengths[j] - 2 * innerProduct(a, i, b, j);
      return Math.exp(-gamma * Math.max(0, squared));
    };
  };
}
