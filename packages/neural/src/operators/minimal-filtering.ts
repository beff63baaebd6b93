/**
 * One-dimensional convolution with fewer products (see `toom-cook.ts`): four outputs of a kernel of five from 8 products
 * of matrices instead of 20. For the wide convolutions of training, where products take most of the time; sums of about
 * eight terms stand on both sides of them, so that results differ from the plain ones in the sixth digit.
 */
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import { add } from "./arithmetic.js";
import { batchedProduct } from "./batched-product.js";
import { concatenate, pad, slice } from "./concatenate.js";
import { reshape, transpose } from "./reshape.js";
import { filteringMatrices } from "./toom-cook.js";

/** Outputs of a tile. */
const OUTPUTS = 4;
/** Taps that a tile can take; longer kernels are cut into pieces as long as a tile, so that pieces share tiles. */
const MOST_TAPS = 5;
/** With fewer channels, what it costs to lay out the tiles is more than what the products save. */
const FEWEST_CHANNELS = 32;

/** Whether a convolution of x [N, length, channels] with w [kernel, channels, filters] is faster this way. */
export function suitsMinimalFiltering(x: Shape, w: Shape, stride: number): boolean {
  const [kernel, channels, filters] = w as [number, number, number];
  return stride === 1 && kernel >= 3 && Math.min(channels, filters) >= FEWEST_CHANNELS && sizeOf(x) > 0;
}

/** A fixed matrix [rows, columns] times x [columns, …] along its first axis: [rows, …]. */
interface Mix {
  readonly matrix: readonly number[];
  readonly rows: number;
}

const mixOperator: Operator<Mix> = {
  name: "mix",
  infer: ([x], { rows }) => [{ shape: [rows, ...(x as Value).shape.slice(1)] }],
  emit: (emitter, [x], [y], { matrix, rows }, { inputs, outputs }) => {
    const [columns, ...rest] = (inputs[0] as Value).shape as [number, ...number[]];
    const flat = emitter.node("Reshape", [x as string, emitter.ints([columns, sizeOf(rest)])]);
    const mixed = emitter.node("MatMul", [emitter.floats(matrix, [rows, columns]), flat]);
    emitter.node("Reshape", [mixed, emitter.ints((outputs[0] as Value).shape)], {}, y);
  },
  gradient: ({ inputs: [x], attributes: { matrix, rows }, outputGradients: [dy] }) => {
    const columns = (x as Value).shape[0] as number;
    const transposed = Array.from(
      { length: columns * rows },
      (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)] as number,
    );
    return [dy && mix(dy, transposed, columns)];
  },
};

function mix(x: Value, matrix: readonly number[], rows: number): Value {
  return applyOne(mixOperator, [x], { matrix, rows });
}

interface Tiles {
  /** Zeros before x's first position. */
  readonly before: number;
  readonly count: number;
  /** Positions of a tile; one begins {@link OUTPUTS} behind the other. */
  readonly size: number;
}

/** x [N, length, channels] cut into tiles, zeros behind the end: [size, N, count, channels]. */
const tilesOperator: Operator<Tiles> = {
  name: "tiles",
  infer: ([x], { count, size }) => {
    const [batch, , channels] = (x as Value).shape as [number, number, number];
    return [{ shape: [size, batch, count, channels] }];
  },
  emit: (emitter, [x], [y], { before, count, size }, { inputs }) => {
    const [batch, length, channels] = (inputs[0] as Value).shape as [number, number, number];
    const padded = Math.max(before + length, (count - 1) * OUTPUTS + size);
    const wide = emitter.node("Pad", [
      x as string,
      emitter.ints([0, before, 0, 0, padded - before - length, 0]),
    ]);
    const rows = emitter.node("Reshape", [wide, emitter.ints([batch * padded, channels])]);
    const indices = Array.from({ length: size * batch * count }, (_, i) => {
      const [position, n, tile] = [Math.floor(i / (batch * count)), Math.floor(i / count) % batch, i % count];
      return n * padded + tile * OUTPUTS + position;
    });
    emitter.node("Gather", [rows, emitter.ints(indices, [size, batch, count])], { axis: 0n }, y);
  },
  gradient: ({ inputs: [x], attributes: { before, count, size }, outputGradients: [dy] }) => {
    if (!dy) return [];
    const [batch, length, channels] = (x as Value).shape as [number, number, number];
    // A tile's positions in runs as long as the way to the next: run j of a tile lies where tile + j begins.
    const runs = Math.ceil(size / OUTPUTS);
    const parts = Array.from({ length: runs }, (_, run) => {
      const end = Math.min(size, (run + 1) * OUTPUTS);
      const part = pad(slice(dy, 0, run * OUTPUTS, end), 0, 0, (run + 1) * OUTPUTS - end);
      return pad(part, 2, run, runs - 1 - run);
    });
    const covered = (count + runs - 1) * OUTPUTS;
    const apart = transpose(parts.reduce(add), [1, 2, 0, 3]);
    const joined = pad(
      reshape(apart, [batch, covered, channels]),
      1,
      0,
      Math.max(0, before + length - covered),
    );
    return [slice(joined, 1, before, before + length)];
  },
};

/**
 * y [N, windows, filters] of x [N, length, channels], `before` zeros before it and `after` behind, with w [kernel,
 * channels, filters] and b [filters], for a batch of known size.
 */
export function minimalFiltering(x: Value, w: Value, b: Value, before: number, after: number): Value {
  const [batch, length] = x.shape as [number, number, number];
  const [kernel, channels, filters] = w.shape as [number, number, number];
  const windows = before + length + after - kernel + 1;
  const pieces = kernel <= MOST_TAPS ? 1 : Math.ceil(kernel / OUTPUTS);
  const taps = pieces === 1 ? kernel : OUTPUTS;
  const { output, taps: spread, input, products } = filteringMatrices(OUTPUTS, taps);

  const whole = pad(w, 0, 0, pieces * taps - kernel);
  const kernels = Array.from({ length: pieces }, (_, piece) =>
    mix(slice(whole, 0, piece * taps, (piece + 1) * taps), spread, products),
  );
  const count = Math.ceil(windows / OUTPUTS);
  const tiles = mix(
    applyOne(tilesOperator, [x], { before, count: count + pieces - 1, size: products }),
    input,
    products,
  );
  const seen = Array.from({ length: pieces }, (_, piece) => slice(tiles, 2, piece, piece + count));
  const product = batchedProduct(
    reshape(concatenate(seen, 3), [products, batch * count, pieces * channels]),
    concatenate(kernels, 1),
  );
  const outputs = reshape(mix(product, output, OUTPUTS), [OUTPUTS, batch, count, filters]);
  const inOrder = reshape(transpose(outputs, [1, 2, 0, 3]), [batch, count * OUTPUTS, filters]);
  return add(slice(inOrder, 1, 0, windows), b);
}
