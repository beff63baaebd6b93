/** Pearson's correlation of two columns over the rows that have both; 0 where either does not vary or fewer than three rows have both. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let n = 0;
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    // Welford's updates: large offsets lose no digits.
    const fromA = x - sumA;
    const fromB = y - sumB;
    sumA += fromA / n;
    sumB += fromB / n;
    squaresA += fromA * (x - sumA);
    squaresB += fromB * (y - sumB);
    products += fromA * (y - sumB);
  }
  if (n < 3 || !(squaresA > 0 && squaresB > 0)) return 0;
  return products / Math.sqrt(squaresA * squaresB);
}
