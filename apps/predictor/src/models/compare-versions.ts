/**
 * Orders versions, newest last: numbers by value, words by their letters, a word before the end (1.0.0-beta comes
 * before 1.0.0), as Semantic Versioning has it for the versions that it knows.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = comparePart(left[at], right[at]);
    if (order !== 0) return order;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function partsOf(version: string): readonly (number | string)[] {
  return (version.match(/\d+|[a-z]+/gi) ?? []).map((part) => (/^\d/.test(part) ? Number(part) : part));
}

function comparePart(a: number | string | undefined, b: number | string | undefined): number {
  if (a === b) return 0;
  // A word before the end, the end before a number.
  const rank = (part: number | string | undefined) =>
    part === undefined ? 1 : typeof part === "string" ? 0 : 2;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return (a as number | string) < (b as number | string) ? -1 : 1;
}
