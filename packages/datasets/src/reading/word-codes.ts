/** Finds the code of the word in `bytes[start, end)`; −1 for a word that is not in the list. */
export type WordCodes = (bytes: Uint8Array, start: number, end: number) => number;

/** A lookup from words to small codes that reads the bytes where they lie, without making strings. */
export function wordCodes(codes: ReadonlyMap<string, number>): WordCodes {
  const byLength: { bytes: Uint8Array; code: number }[][] = [];
  for (const [word, code] of codes) {
    const bytes = new TextEncoder().encode(word);
    const candidates = byLength[bytes.length] ?? [];
    candidates.push({ bytes, code });
    byLength[bytes.length] = candidates;
  }
  return (bytes, start, end) => {
    const candidates = byLength[end - start];
    if (candidates === undefined) return -1;
    for (const candidate of candidates) {
      let i = 0;
      while (i < candidate.bytes.length && candidate.bytes[i] === bytes[start + i]) i++;
      if (i === candidate.bytes.length) return candidate.code;
    }
    return -1;
  };
}
