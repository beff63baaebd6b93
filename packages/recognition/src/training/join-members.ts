/**
 * Several networks as one. Their trunks stand side by side, what these make of a block is joined, and the output layer
 * gives the mean of their logits: softmax of it is the normalised geometric mean of their probabilities, a product of
 * experts (Hinton 2002) with equal shares. So an ensemble is a network like any other: one file, one call, one feature
 * vector.
 */
import { mean } from "@wristprint/core";
import {
  buildNetwork,
  dense,
  type EpochResult,
  features,
  type Layer,
  type Network,
  towers,
  type Weights,
  type WeightTensor,
} from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";

/**
 * @param members at least one, of the same input and classes
 * @throws RecognitionError `bad-definition` where one does not end in a dense layer
 */
export function joinNetworks(members: readonly Network[]): Network {
  const [first] = members as [Network];
  const { units } = outputOf(first);
  return { ...first, layers: [towers(...members.map(trunkOf)), features(), dense(units)] };
}

/**
 * The weights of `joinNetworks(networks)`.
 * @param members the weights of each
 */
export function joinWeights(networks: readonly Network[], members: readonly Weights[]): Weights {
  const tensors = networks.map((network, index) =>
    buildNetwork(network, 1, false).parameters.map(({ name }) => members[index]?.get(name) as WeightTensor),
  );
  // The output layer's kernel [features, classes] and bias [classes] come last.
  const trunks = tensors.flatMap((member) => member.slice(0, -2).map(({ data }) => data));
  const kernels = tensors.map((member) => (member.at(-2) as WeightTensor).data);
  const biases = tensors.map((member) => (member.at(-1) as WeightTensor).data);
  const meanBias = biases[0]?.map((_, place) => mean(biases.map((bias) => bias[place] as number)));
  const kernel = Float32Array.from(
    kernels.flatMap((own) => [...own]),
    (value) => value / members.length,
  );
  const data = [...trunks, kernel, meanBias];
  const joined = buildNetwork(joinNetworks(networks), 1, false).parameters;
  return new Map(
    joined.map(({ name, shape }, place) => [name, { shape, data: data[place] as Float32Array }]),
  );
}

/** By epoch the mean over the members that came so far. */
export function joinHistories(histories: readonly (readonly EpochResult[])[]): EpochResult[] {
  const epochs = Math.max(0, ...histories.map((history) => history.length));
  return Array.from({ length: epochs }, (_, place) => {
    const there = histories.flatMap((history) => history[place] ?? []);
    const first = there[0] as EpochResult;
    const over = (figure: keyof EpochResult) => mean(there.map((result) => result[figure] ?? 0));
    return {
      epoch: first.epoch,
      loss: over("loss"),
      accuracy: over("accuracy"),
      ...(first.validationLoss !== undefined && { validationLoss: over("validationLoss") }),
      ...(first.validationAccuracy !== undefined && { validationAccuracy: over("validationAccuracy") }),
      learningRate: over("learningRate"),
    };
  });
}

/** What comes before the output layer. Dropout acts in training alone, and a trunk's own mark would be one member's. */
function trunkOf({ layers }: Network): readonly Layer[] {
  return layers.slice(0, -1).filter(({ kind }) => kind !== "features" && kind !== "dropout");
}

function outputOf({ name, layers }: Network): ReturnType<typeof dense> {
  const output = layers.at(-1);
  if (output?.kind === "dense") return output as ReturnType<typeof dense>;
  throw new RecognitionError(
    "bad-definition",
    `training.members: ${name} does not end in a dense layer, so it cannot be one of several`,
  );
}
