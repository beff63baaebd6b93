/** The two graphs of a training: a step (forward, backward, update in one), and an evaluation. */
import { GraphError } from "../errors.js";
import { differentiate } from "../graph/gradient.js";
import { input, type Value } from "../graph/graph.js";
import { lowerToOnnx } from "../graph/lower.js";
import { ANY_BATCH, sizeOf } from "../graph/shape.js";
import { buildNetwork, type MaskSpec, type Network, type NetworkGraph } from "../network.js";
import { add, multiply, subtract } from "../operators/arithmetic.js";
import { concatenate } from "../operators/concatenate.js";
import { sigmoidCrossEntropy, softmaxCrossEntropy } from "../operators/loss.js";
import { reshape } from "../operators/reshape.js";
import { scale, sum } from "../operators/sum.js";
import type { Optimiser } from "./optimiser.js";

/** Names of the flat vectors that carry weights into a graph. */
export const LEARNING = "parameters";
export const FROZEN = "frozen";
export const RUNNING = "running";

export interface StepGraph {
  readonly model: Uint8Array;
  readonly masks: readonly MaskSpec[];
}

/**
 * Inputs x, targets [N, classes], weights [N, 1], the masks, the rates, `parameters`, `frozen`, `running` and the
 * optimiser's slots; outputs loss, logits, and parameters, running tensors and slots under their names with `next.`
 * before. The loss is Σ weightᵢ · lossᵢ, so that weights of 1/N make it the mean; what layers add to
 * it (`l2`) comes on top, unweighted.
 * @param margin taken off the logit of the class that a row is of
 */
export function compileStep(
  network: Network,
  batch: number,
  optimiser: Optimiser,
  learning: readonly string[],
  margin = 0,
): StepGraph {
  const frozen = buildNetwork(network, 1, false).parameters.flatMap(({ name, running }) =>
    running || learning.includes(name) ? [] : [name],
  );
  const built = buildNetwork(network, batch, true, frozen);
  const { graph } = built;
  const learnt = graph.parameters.filter(({ name }) => learning.includes(name));
  if (learnt.length === 0) throw new GraphError("option", `${network.name}: every layer is frozen`);
  const rowLoss = lossPerRow(built, network, margin);
  const ofRows = reshape(sum(multiply(rowLoss, input(graph, "weights", [batch, 1])), [0, 1]), []);
  const loss = built.penalty ? add(ofRows, built.penalty) : ofRows;
  const gradients = differentiate(
    loss,
    learnt.map(({ value }) => value),
  );
  const gradient = concatenate(
    gradients.map((value) => reshape(value, [sizeOf(value.shape)])),
    0,
  );
  const size = gradient.shape;
  const parameters = input(graph, LEARNING, size);
  const slots = optimiser.slots.map((name) => input(graph, name, size));
  const next = optimiser.update(parameters, gradient, slots);
  const running = built.parameters.flatMap((spec) => {
    const value = graph.parameters.find(({ name }) => name === spec.name)?.value;
    return spec.running && value ? [built.carried.get(spec.name) ?? value] : [];
  });
  const model = lowerToOnnx(graph, {
    name: `${network.name} training step`,
    outputs: {
      loss,
      logits: built.logits,
      [`next.${LEARNING}`]: next.parameters,
      ...(running.length > 0 && {
        [`next.${RUNNING}`]: concatenate(
          running.map((value) => reshape(value, [sizeOf(value.shape)])),
          0,
        ),
      }),
      ...Object.fromEntries(
        optimiser.slots.map((name, index) => [`next.${name}`, next.slots[index] as Value]),
      ),
    },
    parameters: { vectors: weightVectors(built, learning) },
  });
  return { model, masks: built.masks };
}

/**
 * Inputs x, targets [N, classes] and the vectors of weights, for any N; outputs rowLoss [N, 1], with what layers add to
 * the loss, and logits.
 */
export function compileEvaluation(network: Network, learning: readonly string[]): Uint8Array {
  const built = buildNetwork(network, ANY_BATCH, false);
  const ofRows = lossPerRow(built, network);
  const rowLoss = built.penalty ? add(ofRows, built.penalty) : ofRows;
  return lowerToOnnx(built.graph, {
    name: `${network.name} evaluation`,
    outputs: { rowLoss, logits: built.logits },
    parameters: { vectors: weightVectors(built, learning) },
  });
}

function lossPerRow({ graph, logits }: NetworkGraph, network: Network, margin = 0): Value {
  const targets = input(graph, "targets", logits.shape);
  const judged = margin === 0 ? logits : subtract(logits, scale(targets, margin));
  return network.output === "softmax"
    ? softmaxCrossEntropy(judged, targets)
    : sigmoidCrossEntropy(judged, targets);
}

function weightVectors({ parameters }: NetworkGraph, learning: readonly string[]) {
  const names = parameters.flatMap(({ name, running }) => (running ? [] : [name]));
  return {
    [LEARNING]: names.filter((name) => learning.includes(name)),
    [FROZEN]: names.filter((name) => !learning.includes(name)),
    [RUNNING]: parameters.flatMap(({ name, running }) => (running ? [name] : [])),
  };
}
