/** The cosine of the angle between two signatures, in [−1, 1]; 0 where one has no length. */
export function cosineSimilarity(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    squaresA += a[i] * a[i];
    squaresB += b[i] * b[i];
  }
  const lengths = Math.sqrt(squaresA) * Math.sqrt(squaresB);
  return lengths > 0 ? Math.min(1, Math.max(-1, dot / lengths)) : 0;
}

/**
 * {@link cosineSimilarity} with each of many, bit for bit, where the many stay the same: a third of the work.
 *
 * @param others [n, size]
 * @returns the similarities with each, [n], for a signature of that size
 */
export function createSimilarities(
  others: Float32Array,
  size: number,
): (signature: Float32Array) => Float64Array {
  const count = others.length / size;
  const lengths = Float64Array.from({ length: count }, (_, i) =>
    Math.sqrt(squaresOf(others, i * size, size)),
  );
  return (signature) => {
    const length = Math.sqrt(squaresOf(signature, 0, size));
    const similarities = new Float64Array(count);
    for (let other = 0, at = 0; other < count; other++) {
      let dot = 0;
      for (let i = 0; i < size; i++) dot += signature[i] * others[at++];
      const product = length * lengths[other];
      similarities[other] = product > 0 ? Math.min(1, Math.max(-1, dot / product)) : 0;
    }
    return similarities;
  };
}

function squaresOf(values: Float32Array, begin: number, size: number): number {
  let squares = 0;
  for (let i = begin; i < begin + size; i++) squares += values[i] * values[i];
  return squares;
}
