import { batchNorm, conv1d, type Layer, relu } from "@wristprint/neural";

/** What the fcn of Wang et al. 2017 and all that follow it are made of: a convolution of the whole length, batch norm, relu. */
export function normalisedConvolution(filters: number, kernel: number, stride = 1): readonly Layer[] {
  return [conv1d({ filters, kernel, stride, padding: "same" }), batchNorm(), relu()];
}
