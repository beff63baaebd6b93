/** Matrix products, with either side transposed, and a bias along the columns. */
import { GraphError } from "../errors.js";
import type { Operator, Value } from "../graph/graph.js";
import { applyOne } from "../graph/operator.js";
import { ANY_BATCH, format } from "../graph/shape.js";
import { sumOfChannels } from "./channels.js";
import { emitInCompany } from "./company.js";

export interface GemmAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

export const gemmOperator: Operator<GemmAttributes> = {
  name: "gemm",
  infer: ([a, b, bias], { transposeA, transposeB }) => {
    const left = (a as Value).shape;
    const right = (b as Value).shape;
    const [rows, inner] = transposeA ? [left[1], left[0]] : [left[0], left[1]];
    const [inner2, columns] = transposeB ? [right[1], right[0]] : [right[0], right[1]];
    const fits = left.length === 2 && right.length === 2 && inner === inner2;
    if (!fits || (bias && (bias.shape.length !== 1 || bias.shape[0] !== columns))) {
      const sides = [a, b, bias].flatMap((value) => (value ? [format(value.shape)] : [])).join(" · ");
      throw new GraphError("shape", `matrices do not fit: ${sides}`);
    }
    return [{ shape: [rows as number, columns as number] }];
  },
  emit: (emitter, [a, ...rest], [y], { transposeA, transposeB }, { outputs }) => {
    const product = (rows: string, output?: string) =>
      rest.length === 1 && !transposeA && !transposeB
        ? emitter.node("MatMul", [rows, ...rest], {}, output)
        : emitter.node(
            "Gemm",
            [rows, ...rest],
            { transA: transposeA ? 1n : 0n, transB: transposeB ? 1n : 0n },
            output,
          );
    const alone = (outputs[0] as Value).shape[0] === ANY_BATCH && !transposeA;
    if (alone) emitInCompany(emitter, a as string, product, y as string);
    else product(a as string, y);
  },
  // y = op(a)·op(b) + bias: each side's gradient is a product of the other side and dy, transposed to fit.
  gradient: ({ inputs: [a, b], attributes: { transposeA, transposeB }, outputGradients: [dy], wants }) => {
    if (!dy) return [];
    const left = a as Value;
    const right = b as Value;
    const da = () =>
      transposeA
        ? gemm(right, dy, { transposeA: transposeB, transposeB: true })
        : gemm(dy, right, { transposeB: !transposeB });
    const db = () =>
      transposeB
        ? gemm(dy, left, { transposeA: true, transposeB: transposeA })
        : gemm(left, dy, { transposeA: !transposeA });
    return [
      wants(0) ? da() : undefined,
      wants(1) ? db() : undefined,
      wants(2) ? sumOfChannels(dy) : undefined,
    ];
  },
};

export interface GemmOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** Added to every row, shape [columns]. */
  readonly bias?: Value;
}

/** a·b for matrices a [rows, inner] and b [inner, columns], each transposed first where asked. */
export function gemm(a: Value, b: Value, options: GemmOptions = {}): Value {
  const { transposeA = false, transposeB = false, bias } = options;
  return applyOne(gemmOperator, bias ? [a, b, bias] : [a, b], { transposeA, transposeB });
}
