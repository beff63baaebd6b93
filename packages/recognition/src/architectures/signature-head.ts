import { batchNorm, cosineDense, dense, dropout, features, type Layer } from "@wristprint/neural";

/**
 * What an encoder makes of statistics over time: a signature of 96 numbers, whose direction alone tells people apart.
 * Cosine logits as in Wang et al. 2018, Additive margin softmax.
 */
export function signatureHead(classes: number): readonly Layer[] {
  return [batchNorm(), dropout(0.2), dense(96), batchNorm(), features(), cosineDense(classes, 16)];
}
