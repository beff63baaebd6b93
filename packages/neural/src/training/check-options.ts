import { GraphError } from "../errors.js";
import { requireWhole } from "../layers/settings.js";
import type { Network } from "../network.js";
import { type Examples, exampleSize } from "./examples.js";
import type { TrainingOptions } from "./options.js";

/**
 * Refuses what a network cannot be trained with, before anything is computed.
 * @param parameters names of what the network learns
 * @throws GraphError `data` for the examples, `option` for the rest
 */
export function checkOptions(
  network: Network,
  classes: number,
  parameters: readonly string[],
  options: TrainingOptions,
): void {
  checkExamples(options.examples, network.input, classes);
  const { epochs, batch, classWeights, labelSmoothing = 0, margin = 0, mixing, frozen = [] } = options;
  if (!Number.isInteger(epochs) || epochs < 0) {
    throw new GraphError("option", `training: epochs must be a whole number of at least 0, got ${epochs}`);
  }
  requireWhole("training", { batch });
  if (classWeights && classWeights.length !== classes) {
    throw new GraphError("option", `${classes} class weights are needed, got ${classWeights.length}`);
  }
  const weight = classWeights?.find((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (weight !== undefined) {
    throw new GraphError("option", `class weights must be at least 0, got ${weight}`);
  }
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new GraphError("option", `label smoothing must be in [0, 1), got ${labelSmoothing}`);
  }
  if (!(margin >= 0 && margin < Number.POSITIVE_INFINITY)) {
    throw new GraphError("option", `margin must be a finite number of at least 0, got ${margin}`);
  }
  for (const [name, share] of Object.entries({ share: mixing?.share ?? 0, own: mixing?.own ?? 0 })) {
    if (share >= 0 && share <= 1) continue;
    throw new GraphError("option", `mixing: ${name} must be in [0, 1], got ${share}`);
  }
  const unknown = frozen.find((name) => !parameters.includes(name));
  if (unknown !== undefined) {
    throw new GraphError("option", `no weights ${unknown} to freeze; known: ${parameters.join(", ")}`);
  }
}

function checkExamples(examples: Examples, input: Network["input"], classes: number): void {
  const { x, labels, length = input.length } = examples;
  const size = exampleSize(examples, input);
  if (!Number.isInteger(length) || length < input.length) {
    const least = `a whole number of at least ${input.length}, as the network takes`;
    throw new GraphError("option", `an example's length must be ${least}, got ${length}`);
  }
  if (labels.length === 0) throw new GraphError("data", "there are no examples to train on");
  if (x.length !== labels.length * size) {
    const needed = `${labels.length} examples of ${size} numbers need ${labels.length * size}`;
    throw new GraphError("data", `${needed}, got ${x.length}`);
  }
  const outside = labels.findIndex((label) => label < 0 || label >= classes);
  if (outside !== -1) {
    const range = `outside 0 … ${classes - 1}`;
    throw new GraphError("data", `example ${outside} has the label ${labels[outside]}, ${range}`);
  }
  // A loop: calling a function for each of a hundred million numbers takes as long as some steps.
  for (let i = 0; i < x.length; i++) {
    if (Number.isFinite(x[i] as number)) continue;
    const example = Math.floor(i / size);
    throw new GraphError("data", `example ${example} holds ${x[i]}; inputs must be finite numbers`);
  }
}
