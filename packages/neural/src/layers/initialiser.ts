/** How parameters begin, as Keras defines its initialisers (keras.io/api/layers/initializers). */
import { GraphError } from "../errors.js";
import type { Shape } from "../graph/shape.js";
import type { Random } from "../random.js";

/** Variance of a fresh weight, from the inputs and outputs that it connects; uniform or truncated normal. */
const VARIANCES = {
  /** Glorot & Bengio 2010 */
  glorot: (fanIn: number, fanOut: number) => 2 / (fanIn + fanOut),
  /** He et al. 2015 */
  he: (fanIn: number) => 2 / fanIn,
  /** LeCun et al. 1998 */
  lecun: (fanIn: number) => 1 / fanIn,
};

type Scheme = keyof typeof VARIANCES;

/** How a kernel begins, under Keras's names. */
export type KernelInitialiser = `${Scheme}${"Uniform" | "Normal"}`;

/**
 * How any tensor begins. `orthogonal`: rows or columns, whichever are fewer, at right angles and of length 1 (Saxe et al.
 * 2014); `forgetGateOnes`: an LSTM's bias, 1 for the second of four gates, else 0.
 */
export type Initialiser = KernelInitialiser | "zeros" | "ones" | "orthogonal" | "forgetGateOnes";

interface RandomKind {
  readonly scheme: Scheme;
  readonly uniform: boolean;
}

const RANDOM_KINDS: ReadonlyMap<string, RandomKind> = new Map(
  (Object.keys(VARIANCES) as Scheme[]).flatMap((scheme): [string, RandomKind][] => [
    [`${scheme}Uniform`, { scheme, uniform: true }],
    [`${scheme}Normal`, { scheme, uniform: false }],
  ]),
);

/** Keras divides by this so that a normal cut off at two deviations has the deviation asked for. */
const TRUNCATED_DEVIATION = 0.8796256610342398;

/** Fresh values for a tensor. The last axis is the output's; the one before it the input's; others are space. */
export function initialise(kind: Initialiser, shape: Shape, random: Random): Float32Array {
  const data = new Float32Array(shape.reduce((product, dim) => product * dim, 1));
  if (kind === "zeros") return data;
  if (kind === "ones") return data.fill(1);
  if (kind === "forgetGateOnes") return data.fill(1, data.length / 4, data.length / 2);
  if (kind === "orthogonal") return orthogonal(shape, random);
  const known = RANDOM_KINDS.get(kind);
  if (!known) {
    const names = ["zeros", "ones", "orthogonal", "forgetGateOnes", ...RANDOM_KINDS.keys()].join(", ");
    throw new GraphError("option", `no initialiser "${kind}"; known: ${names}`);
  }
  const { fanIn, fanOut } = fans(shape);
  const variance = VARIANCES[known.scheme](fanIn, fanOut);
  if (known.uniform) {
    const limit = Math.sqrt(3 * variance);
    return data.map(() => (2 * random.uniform() - 1) * limit);
  }
  const deviation = Math.sqrt(variance) / TRUNCATED_DEVIATION;
  return data.map(() => truncatedNormal(random) * deviation);
}

/** Inputs and outputs that one weight connects (Glorot & Bengio 2010, eq. 16). */
function fans(shape: Shape): { fanIn: number; fanOut: number } {
  if (shape.length < 2)
    throw new GraphError("shape", "only matrices and kernels have a fan in and a fan out");
  const space = shape.slice(0, -2).reduce((product, dim) => product * dim, 1);
  return { fanIn: space * (shape.at(-2) as number), fanOut: space * (shape.at(-1) as number) };
}

function truncatedNormal(random: Random): number {
  for (;;) {
    const draw = random.normal();
    if (Math.abs(draw) < 2) return draw;
  }
}

/**
 * Gram–Schmidt on normal draws, the shorter side's vectors one after another; twice, since rounding leaves the first
 * pass's at not quite right angles (Giraud et al. 2005).
 */
function orthogonal(shape: Shape, random: Random): Float32Array {
  const [rows, columns] = shape as [number, number];
  if (shape.length !== 2) throw new GraphError("shape", "only matrices can be orthogonal");
  const [count, size] = rows <= columns ? [rows, columns] : [columns, rows];
  const vectors: Float64Array[] = [];
  for (let index = 0; index < count; index++) {
    const vector = Float64Array.from({ length: size }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of vectors) {
        const along = dot(vector, other);
        for (let i = 0; i < size; i++) vector[i] = (vector[i] as number) - along * (other[i] as number);
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / length));
  }
  const at = (row: number, column: number) =>
    (rows <= columns ? vectors[row]?.[column] : vectors[column]?.[row]) as number;
  return Float32Array.from({ length: rows * columns }, (_, i) => at(Math.floor(i / columns), i % columns));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
