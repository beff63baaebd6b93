import { dense } from "../layers/dense.js";
import { flatten } from "../layers/structure.js";
import type { Network } from "../network.js";
import type { Examples } from "../training/examples.js";
import { testRandom } from "./random.js";

export const PROBLEM_INPUT = { length: 4, channels: 2 };

/** Examples [count, 4, 2] of classes that take turns; class c lies around c − 1 in the first channel. */
export function separableExamples(count: number, classes: number, noise = 0.2): Examples {
  const random = testRandom("examples");
  const labels = Int32Array.from({ length: count }, (_, index) => index % classes);
  const x = Float32Array.from({ length: count * 8 }, (_, index) => {
    const centre = index % 2 === 0 ? (labels[Math.floor(index / 8)] as number) - 1 : 0;
    return centre + noise * random.normal();
  });
  return { x, labels };
}

/** The smallest network for them: one matrix and a bias. */
export function linearNetwork(classes: number, output: Network["output"] = "softmax"): Network {
  return { name: "linear", input: PROBLEM_INPUT, layers: [flatten(), dense(classes)], output };
}
