/** How much there is to multiply in a network: what its speed comes to, beside what the machine can do. */
import { buildNetwork, type LayerOutput, type Network } from "@wristprint/neural";

/**
 * Multiplications, each with its addition, of one example's way forward through convolutions, dense and recurrent layers,
 * as these are defined: with every weight at every position.
 */
export function multiplications(network: Network): number {
  return ofLayers(layersOf(network), network.input.length);
}

/**
 * The same of a training step: as much again for the gradient of the weights, and for that of what goes into a layer,
 * which nobody asks of the network's own input.
 */
export function trainingMultiplications(network: Network): number {
  const [first] = layersOf(network);
  const ofFirst = first ? ofLayers([first], network.input.length) : 0;
  return 3 * multiplications(network) - ofFirst;
}

function layersOf(network: Network): readonly LayerOutput[] {
  return buildNetwork(network, 1, false).outputs;
}

/** @param steps positions of what goes in */
function ofLayers(outputs: readonly LayerOutput[], steps: number): number {
  let total = 0;
  let before = steps;
  for (const output of outputs) {
    const { layer, shape, branches } = output;
    const after = shape.length === 3 ? (shape[1] as number) : 1;
    const parts = layer.kind === "timeDistributed" ? after : 1;
    for (const branch of branches) total += parts * ofLayers(branch, before / parts);
    total += weightsOf(output) * (RECURRENT.has(layer.kind) ? before : after);
    before = after;
  }
  return total;
}

const RECURRENT = new Set(["lstm", "gru"]);
const DIRECT = new Set(["conv1d", "dense"]);

function weightsOf({ layer, parameters, shape }: LayerOutput): number {
  const width = shape.at(-1) as number;
  // Less the biases: a GRU has two for each of its three gates.
  switch (layer.kind) {
    case "lstm":
      return parameters - 4 * width;
    case "gru":
      return parameters - 6 * width;
    case "cosineDense":
      return parameters;
    default:
      return DIRECT.has(layer.kind) ? parameters - width : 0;
  }
}
