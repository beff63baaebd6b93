/**
 * One-class support vector machine: Schölkopf, Platt, Shawe-Taylor, Smola & Williamson 2001, Estimating the support of a
 * high-dimensional distribution.
 */
import { z } from "zod";
import { createKernel, type Kernel } from "./kernel.js";
import { numberOf, type OneClassKind, tensorOf } from "./one-class-kind.js";
import { selectRows } from "./rows.js";
import { solveOneClass } from "./solve-one-class.js";

const settings = z.strictObject({
  kind: z.literal("oneClassSvm"),
  /** About the share of the learnt rows that the boundary leaves out. */
  nu: z.number().gt(0).max(1).default(0.1),
  kernel: z.enum(["rbf", "linear"]).default("rbf"),
  /** In exp(−gamma · squared distance); `scale` is 1 / (numbers in a row · their variance). */
  gamma: z
    .union([z.literal("scale"), z.number().positive()], "scale, or a number above 0, expected")
    .default("scale"),
});

type Settings = z.output<typeof settings>;

export const oneClassSvm = {
  name: "oneClassSvm",
  title: "one-class SVM",
  source: "Schölkopf et al. 2001, Estimating the support of a high-dimensional distribution",
  settings,
  tensors: ["vectors", "weights"],

  fit(rows, { nu, kernel: name, gamma: asked }) {
    // Zero stands for the linear kernel, which has no width.
    const gamma = name === "linear" ? 0 : asked === "scale" ? scaledGamma(rows.data, rows.size) : asked;
    const { weights, offset } = solveOneClass(rows, createKernel(gamma), nu);
    const support = Int32Array.from([...weights.keys()].filter((row) => weights[row] > 0));
    const vectors = new Float32Array(selectRows(rows, support).data);
    return {
      numbers: { gamma, offset },
      tensors: new Map([
        ["vectors", { shape: [support.length, rows.size], data: vectors }],
        ["weights", { shape: [support.length], data: Float32Array.from(support, (row) => weights[row]) }],
      ]),
    };
  },

  scorer(parameters) {
    const kernel: Kernel = createKernel(numberOf(parameters, "gamma"));
    const offset = numberOf(parameters, "offset");
    const weights = tensorOf(parameters, "weights");
    const data = tensorOf(parameters, "vectors");
    return (rows) => {
      const between = kernel({ count: weights.length, size: rows.size, data }, rows);
      return Float64Array.from({ length: rows.count }, (_, row) => {
        let sum = 0;
        for (let k = 0; k < weights.length; k++) sum += weights[k] * between(k, row);
        return sum - offset;
      });
    };
  },
} satisfies OneClassKind<Settings>;

function scaledGamma(data: Float32Array, size: number): number {
  let sum = 0;
  for (const value of data) sum += value;
  const mean = sum / data.length;
  let squares = 0;
  for (const value of data) squares += (value - mean) ** 2;
  return 1 / (size * (squares / data.length || 1));
}
