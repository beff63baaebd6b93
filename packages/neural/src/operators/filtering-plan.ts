/**
 * How a convolution with a stride is made of pieces that minimal filtering takes: of a kernel's taps, those a stride apart
 * see every stride-th position only, and of these no more than a few stand in a piece. All pieces are one set of products:
 *
 *     y[4·t + o] = Σ_p output[o, p] · (Σ_k taps[p, k]·w[k]) · (Σ_q,s input[p, q, s] · x[4·(stride·t + s + firstBlock) + q])
 */
import { PHASES } from "./phases.js";
import { filteringMatrices } from "./toom-cook.js";

/** Taps of a piece: with more, the points grow and digits are lost. */
const MOST_TAPS = 5;

export interface Convolution {
  readonly kernel: number;
  readonly stride: number;
  /** Zeros before x's first position. */
  readonly before: number;
}

export interface FilteringPlan {
  readonly products: number;
  /** The first block that the first outputs see, at most 0. */
  readonly firstBlock: number;
  /** Blocks that a block of outputs sees. */
  readonly blocks: number;
  /** [products, 4, blocks] */
  readonly input: readonly number[];
  /** [products, kernel] */
  readonly taps: readonly number[];
  /** [4, products] */
  readonly output: readonly number[];
}

/** Taps of one piece, a stride apart. */
interface Piece {
  readonly first: number;
  readonly count: number;
}

function pieces({ kernel, stride }: Convolution): Piece[] {
  return Array.from({ length: Math.min(stride, kernel) }, (_, residue) => {
    const taps = Math.ceil((kernel - residue) / stride);
    const parts = Math.ceil(taps / MOST_TAPS);
    return Array.from({ length: parts }, (_part, part) => {
      const [from, to] = [part, part + 1].map((edge) => Math.round((edge * taps) / parts)) as [
        number,
        number,
      ];
      return { first: residue + stride * from, count: to - from };
    });
  }).flat();
}

export function planFiltering(convolution: Convolution): FilteringPlan {
  const { kernel, stride, before } = convolution;
  const parts = pieces(convolution).map((piece) => ({ ...piece, ...filteringMatrices(PHASES, piece.count) }));
  // Positions of x, from the first output block's first one on, that a piece's data stand at.
  const positions = parts.map(({ first, products }) =>
    Array.from({ length: products }, (_, j) => stride * j + first - before),
  );
  const all = positions.flat();
  const firstBlock = Math.min(0, Math.floor(Math.min(...all) / PHASES));
  const blocks = Math.floor(Math.max(...all) / PHASES) + 1 - firstBlock;
  const products = parts.reduce((sum, part) => sum + part.products, 0);
  const input = new Array<number>(products * PHASES * blocks).fill(0);
  const taps = new Array<number>(products * kernel).fill(0);
  const output = new Array<number>(PHASES * products).fill(0);
  let product = 0;
  parts.forEach((part, index) => {
    for (let row = 0; row < part.products; row++, product++) {
      positions[index]?.forEach((position, j) => {
        const [block, phase] = [Math.floor(position / PHASES) - firstBlock, position & (PHASES - 1)];
        input[(product * PHASES + phase) * blocks + block] = part.input[row * part.products + j] as number;
      });
      for (let tap = 0; tap < part.count; tap++) {
        taps[product * kernel + part.first + stride * tap] = part.taps[row * part.count + tap] as number;
      }
      for (let phase = 0; phase < PHASES; phase++) {
        output[phase * products + product] = part.output[phase * part.products + row] as number;
      }
    }
  });
  return { products, firstBlock, blocks, input, taps, output };
}
