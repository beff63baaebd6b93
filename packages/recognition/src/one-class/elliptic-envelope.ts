/** Elliptic envelope: how far a row is from a robust centre, in a robust covariance (Rousseeuw & Van Driessen 1999). */
import { z } from "zod";
import { fastMcd, squaredDistances } from "./fast-mcd.js";
import { type OneClassKind, tensorOf } from "./one-class-kind.js";

const settings = z.strictObject({
  kind: z.literal("ellipticEnvelope"),
  /** Share of the rows that the first covariance is of; `least`: (rows + numbers in a row + 1) / 2 of them. */
  support: z
    .union([z.literal("least"), z.number().min(0.5).max(1)], "least, or a share from 0.5 to 1, expected")
    .default("least"),
  /** Random sets of rows that the search for them starts from. */
  starts: z.int().min(1).default(30),
  /**
   * Share of the covariance that is put in place by the mean variance in all directions: with few rows for the numbers in
   * each, the covariance is the rows' chance. Where it has no inverse, so much more is taken as it takes.
   */
  shrinkage: z.number().min(0).lt(1).default(0),
});

type Settings = z.output<typeof settings>;

export const ellipticEnvelope = {
  name: "ellipticEnvelope",
  title: "elliptic envelope",
  source:
    "Rousseeuw & Van Driessen 1999, A fast algorithm for the minimum covariance determinant estimator (FastMCD)",
  settings,
  tensors: ["centre", "whitening"],

  fit(rows, { kind: _kind, ...options }, random) {
    const { centre, whitening, shrinkage } = fastMcd(rows, { ...options, random });
    return {
      numbers: { shrinkage },
      tensors: new Map([
        ["centre", { shape: [rows.size], data: new Float32Array(centre) }],
        ["whitening", { shape: [rows.size, rows.size], data: new Float32Array(whitening) }],
      ]),
    };
  },

  scorer(parameters) {
    const centre = tensorOf(parameters, "centre");
    const whitening = tensorOf(parameters, "whitening");
    return (rows) => squaredDistances(rows, { centre, whitening }).map((distance) => -distance);
  },
} satisfies OneClassKind<Settings>;
