/** How long to wait before the next try. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * The wait after the given number of failures in a row (1 = the first): doubling from `firstMs` to `longestMs`, the
 * half of it drawn, so that those who failed together do not all come back together.
 * @param uniform a number in [0, 1)
 */
export function backoffMs({ firstMs, longestMs }: Backoff, failures: number, uniform: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return whole * (0.5 + uniform / 2);
}
