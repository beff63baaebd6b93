import { relu } from "../layers/activations.js";
import { conv1d } from "../layers/conv1d.js";
import { dense } from "../layers/dense.js";
import { dropout } from "../layers/dropout.js";
import { globalMaxPool } from "../layers/pooling.js";
import { towers } from "../layers/structure.js";
import type { Network } from "../network.js";

/** The paper's 1D-CNN, as an example of a real network; the one that is served is in `recognition`. */
export function mcdcnn(classes: number): Network {
  const tower = (kernel: number, second: number) => [
    conv1d({ filters: 40, kernel, stride: 2 }),
    relu(),
    conv1d({ filters: 60, kernel: second }),
    relu(),
    globalMaxPool(),
  ];
  return {
    name: "mcdcnn",
    input: { length: 128, channels: 2 },
    layers: [towers(tower(6, 3), tower(4, 2)), dropout(0.15), dense(60), relu(), dense(classes)],
    output: "softmax",
  };
}
