/**
 * One-dimensional convolution with fewer products (see `toom-cook.ts` and `filtering-plan.ts`): four outputs of a kernel of
 * five from 8 products of matrices instead of 20. For the wide convolutions of training, where products take most of the
 * time; small fixed sums stand on both sides of them, so that results differ from the plain ones in the sixth digit.
 *
 * Values lie in phases (`phases.ts`). So the sums before the products are a small convolution over blocks, from 4 channels,
 * the phases, to as many as there are products; and nothing needs to be cut, padded or turned.
 */
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { type Shape, sizeOf } from "../graph/shape.js";
import { batchedProduct } from "./batched-product.js";
import { addOffset } from "./channels.js";
import { type Convolution, type FilteringPlan, planFiltering } from "./filtering-plan.js";
import { fromPhases, PHASES, toPhases } from "./phases.js";
import { reshape } from "./reshape.js";

/** With fewer channels, what it costs to lay out the tiles is more than what the products save. */
const FEWEST_CHANNELS = 32;
const MOST_STRIDE = 2;

/** Whether a convolution of x [N, length, channels] with w [kernel, channels, filters] is faster this way. */
export function suitsMinimalFiltering(x: Shape, w: Shape, stride: number): boolean {
  const [kernel, channels, filters] = w as [number, number, number];
  const wide = Math.min(channels, filters) >= FEWEST_CHANNELS;
  return wide && kernel >= 3 && stride <= MOST_STRIDE && sizeOf(x) > 0;
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
  readonly plan: FilteringPlan;
  readonly stride: number;
  /** Blocks of outputs. */
  readonly count: number;
}

/** Blocks of zeros before and behind v's own [4, blocks, N, channels]. */
function zeroBlocks({ plan, stride, count }: Tiles, blocks: number): [before: number, after: number] {
  const last = (count - 1) * stride + plan.firstBlock + plan.blocks;
  return [-plan.firstBlock, Math.max(0, last - blocks)];
}

/** v [4, blocks, N, channels] to what the products take, [products, count, N, channels]. */
const tilesOperator: Operator<Tiles> = {
  name: "tiles",
  infer: ([v], { plan, count }) => [{ shape: [plan.products, count, ...(v as Value).shape.slice(2)] }],
  emit: (emitter, [v], [y], attributes, { inputs, outputs }) => {
    const { plan, stride, count } = attributes;
    const [, blocks, ...rest] = (inputs[0] as Value).shape as [number, number, ...number[]];
    const [before, after] = zeroBlocks(attributes, blocks);
    const image = emitter.node("Reshape", [v as string, emitter.ints([1, PHASES, blocks, sizeOf(rest)])]);
    const weights = emitter.floats(plan.input, [plan.products, PHASES, plan.blocks, 1]);
    const seen = emitter.node("Conv", [image, weights], {
      kernel_shape: [BigInt(plan.blocks), 1n],
      pads: [BigInt(before), 0n, BigInt(after), 0n],
      strides: [BigInt(stride), 1n],
    });
    const made = Math.floor((blocks + before + after - plan.blocks) / stride) + 1;
    const kept =
      made === count
        ? seen
        : emitter.node("Slice", [seen, ...[[0], [count], [2]].map((bound) => emitter.ints(bound))]);
    emitter.node("Reshape", [kept, emitter.ints((outputs[0] as Value).shape)], {}, y);
  },
  gradient: ({ inputs: [v], attributes, outputGradients: [dy] }) => [
    dy && applyOne(tilesAdjointOperator, [dy], { ...attributes, blocks: (v as Value).shape[1] as number }),
  ],
};

const tilesAdjointOperator: Operator<Tiles & { readonly blocks: number }> = {
  name: "tilesAdjoint",
  infer: ([dy], { blocks }) => [{ shape: [PHASES, blocks, ...(dy as Value).shape.slice(2)] }],
  emit: (emitter, [dy], [dv], attributes, { inputs, outputs }) => {
    const { plan, stride, count, blocks } = attributes;
    const { products, blocks: seen } = plan;
    const width = sizeOf((inputs[0] as Value).shape.slice(2));
    const [before] = zeroBlocks(attributes, blocks);
    const image = emitter.node("Reshape", [dy as string, emitter.ints([1, products, count, width])]);
    const shape = emitter.ints((outputs[0] as Value).shape);
    if (stride === 1) {
      // The convolution with the kernel turned round: every block from those that saw it.
      const turned = Array.from({ length: PHASES * products * seen }, (_, i) => {
        const [phase, product, block] = [
          Math.floor(i / (products * seen)),
          Math.floor(i / seen) % products,
          i % seen,
        ];
        return plan.input[(product * PHASES + phase) * seen + seen - 1 - block] as number;
      });
      const ahead = seen - 1 - before;
      const behind = blocks - count + seen - 1 - ahead;
      const sums = emitter.node("Conv", [image, emitter.floats(turned, [PHASES, products, seen, 1])], {
        kernel_shape: [BigInt(seen), 1n],
        pads: [BigInt(ahead), 0n, BigInt(behind), 0n],
      });
      emitter.node("Reshape", [sums, shape], {}, dv);
      return;
    }
    const made = (count - 1) * stride + seen;
    const weights = emitter.floats(plan.input, [products, PHASES, seen, 1]);
    const sums = emitter.node("ConvTranspose", [image, weights], {
      kernel_shape: [BigInt(seen), 1n],
      strides: [BigInt(stride), 1n],
      pads: [BigInt(before), 0n, BigInt(Math.max(0, made - before - blocks)), 0n],
      output_padding: [BigInt(Math.max(0, blocks + before - made)), 0n],
    });
    emitter.node("Reshape", [sums, shape], {}, dv);
  },
};

/**
 * y [N, windows, filters] of x [N, length, channels], with w [kernel, channels, filters] and b [filters], for a batch of
 * known size.
 * @param after zeros behind x's last position
 */
export function minimalFiltering(
  x: Value,
  w: Value,
  b: Value,
  {
    before = 0,
    after = 0,
    stride = 1,
  }: Partial<Omit<Convolution, "kernel">> & { readonly after?: number } = {},
): Value {
  const [batch, length] = x.shape as [number, number, number];
  const [kernel, channels, filters] = w.shape as [number, number, number];
  const windows = Math.floor((before + length + after - kernel) / stride) + 1;
  const plan = planFiltering({ kernel, stride, before });
  const { products } = plan;
  const v = toPhases(x, { spare: after > 0 ? "zeros" : "anything" });
  const count = Math.ceil(windows / PHASES);
  const tiles = applyOne(tilesOperator, [v], { plan, stride, count });
  const product = batchedProduct(
    reshape(tiles, [products, count * batch, channels]),
    mix(w, plan.taps, products),
  );
  const outputs = addOffset(mix(product, plan.output, PHASES), b);
  return fromPhases(reshape(outputs, [PHASES, count, batch, filters]), windows);
}
