/** The number of fewest digits that float32 rounds to the same value: 0.3 for 0.30000001192092896. */
export function shortestFloat(value: number): number {
  const float = Math.fround(value);
  // Nine digits tell every float32 from its neighbours.
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return short;
  }
  return Number(float.toPrecision(9));
}
