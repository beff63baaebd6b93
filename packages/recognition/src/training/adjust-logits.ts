/**
 * Takes out of a trained network how often it saw each class. Where classes are of very different size, the small ones
 * are known from less, and blocks unlike any of the training are given to the large ones more often than they should, even
 * where the loss weighs all classes the same. Source: the post-hoc logit adjustment of Menon et al. 2021, Long-tail
 * learning via logit adjustment.
 */
import { outputLayer, type Weights, type WeightTensor } from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";

/**
 * The weights with `strength` · ln(a class's share of the examples) taken off its logit; a class without examples
 * counts as one of a single example.
 * @param labels the class of each training example
 * @throws RecognitionError `bad-definition` where the output layer has no bias to take it off
 */
export function adjustLogits(weights: Weights, labels: Int32Array, strength: number): Weights {
  const name = outputLayer(weights).find((own) => own.endsWith("/bias"));
  if (name === undefined) {
    throw new RecognitionError(
      "bad-definition",
      "training.logitAdjustment: the network's output layer has no bias to adjust",
    );
  }
  const { shape, data } = weights.get(name) as WeightTensor;
  const counts = new Array<number>(data.length).fill(0);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  const adjusted = data.map(
    (bias, label) => bias - strength * Math.log(Math.max(1, counts[label] as number) / labels.length),
  );
  return new Map(weights).set(name, { shape, data: adjusted });
}
