/** What one-class models learn from: a row of numbers for each block. */

export interface Rows {
  readonly count: number;
  /** Numbers in a row. */
  readonly size: number;
  /** [count, size] */
  readonly data: Float32Array;
}

export function selectRows({ size, data }: Rows, indices: Int32Array): Rows {
  const selected = new Float32Array(indices.length * size);
  indices.forEach((index, row) => {
    selected.set(data.subarray(index * size, (index + 1) * size), row * size);
  });
  return { count: indices.length, size, data: selected };
}

/** The squared length of each row. */
export function squaredLengths({ count, size, data }: Rows): Float64Array {
  const lengths = new Float64Array(count);
  for (let row = 0, i = 0; row < count; row++) {
    let sum = 0;
    for (let end = i + size; i < end; i++) sum += data[i] * data[i];
    lengths[row] = sum;
  }
  return lengths;
}

/** The inner product of a row of one table with a row of another, both of the same size. */
export function innerProduct(a: Rows, rowOfA: number, b: Rows, rowOfB: number): number {
  return stretchProduct(a.data, rowOfA * a.size, b.data, rowOfB * b.size, a.size);
}

/** The inner product of two stretches of numbers. */
export function stretchProduct(
  left: Float32Array | Float64Array,
  fromLeft: number,
  right: Float32Array | Float64Array,
  fromRight: number,
  length: number,
): number {
  let i = fromLeft;
  let j = fromRight;
  // Four sums: the processor need not wait for one addition before the next.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (const end = fromLeft + length - 3; i < end; i += 4, j += 4) {
    s0 += left[i] * right[j];
    s1 += left[i + 1] * right[j + 1];
    s2 += left[i + 2] * right[j + 2];
    s3 += left[i + 3] * right[j + 3];
  }
  for (const end = fromLeft + length; i < end; i++, j++) s0 += left[i] * right[j];
  return s0 + s1 + (s2 + s3);
}
