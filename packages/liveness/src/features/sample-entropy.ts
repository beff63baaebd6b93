/**
 * Sample entropy of a series with patterns of two (Richman and Moorman, "Physiological time-series analysis using
 * approximate entropy and sample entropy", 2000): −ln of the share of pairs of neighbours-in-value that stay so for one
 * value more. Values within `tolerance` standard deviations are alike. In nat; NaN for a constant series. Where no pair
 * stays alike, one is taken to, so that the result is finite.
 */
export function sampleEntropy(values: Float64Array, tolerance: number): number {
  const n = values.length;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const value = values[i] as number;
    sum += value;
    squares += value * value;
  }
  const mean = sum / n;
  const variance = squares / n - mean * mean;
  if (!(variance > 1e-12)) return Number.NaN;
  const radius = tolerance * Math.sqrt(variance);
  let pairs = 0;
  let triples = 0;
  for (let i = 0; i < n - 2; i++) {
    const a = values[i] as number;
    const b = values[i + 1] as number;
    const c = values[i + 2] as number;
    for (let j = i + 1; j < n - 2; j++) {
      if (Math.abs(a - (values[j] as number)) > radius) continue;
      if (Math.abs(b - (values[j + 1] as number)) > radius) continue;
      pairs++;
      if (Math.abs(c - (values[j + 2] as number)) <= radius) triples++;
    }
  }
  if (pairs === 0) return Number.NaN;
  return -Math.log((triples > 0 ? triples : 1) / (pairs > 1 ? pairs : 2));
}
