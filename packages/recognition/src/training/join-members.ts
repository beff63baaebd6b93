/**
 * Several networks as one. Their trunks stand side by side, what these make of a block is joined, and the output layer
 * gives the mean of their logits: softmax of it is the normalised geometric mean of their probabilities, a product of
 * experts (Hinton 2002) with equal shares. So an ensemble is a network like any other: one file, one call, one feature
 * vector. Where logits are cosines, what each trunk makes is brought to length 1 before it is joined: the cosine of two
 * joined vectors is then the mean of the members' cosines.
 */
import { mean } from "@wristprint/core";
import {
  buildNetwork,
  cosineDense,
  dense,
  type EpochResult,
  features,
  type Layer,
  type Network,
  towers,
  unitLength,
  type Weights,
  type WeightTensor,
} from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";

/**
 * @param members at least one, of the same input and classes
 * @throws RecognitionError `bad-definition` where one does not end in a layer of the first one's kind, dense or of cosines
 */
export function joinNetworks(members: readonly Network[]): Network {
  const [first] = members as [Network];
  const outputs = members.map((member) => outputOf(member, first));
  const [{ kind, units }] = outputs as [OutputLayer];
  const trunks = members.map(trunkOf);
  const layers =
    kind === "dense"
      ? [towers(...trunks), features(), dense(units)]
      : [
          towers(...trunks.map((trunk) => [...trunk, unitLength()])),
          features(),
          cosineDense(units, Math.hypot(...scalesOf(outputs)) / Math.sqrt(members.length)),
        ];
  return { ...first, layers };
}

/**
 * The weights of `joinNetworks(networks)`.
 * @param members the weights of each
 */
export function joinWeights(networks: readonly Network[], members: readonly Weights[]): Weights {
  const tensors = networks.map((network, index) =>
    buildNetwork(network, 1, false).parameters.map(({ name }) => members[index]?.get(name) as WeightTensor),
  );
  // The output layer's own come last: a kernel [features, classes], and where it is dense a bias [classes].
  const outputs = networks.map((network) => outputOf(network, networks[0] as Network));
  const own = outputs[0]?.kind === "dense" ? 2 : 1;
  const trunks = tensors.flatMap((member) => member.slice(0, -own).map(({ data }) => data));
  const heads = tensors.map((member) => member.slice(-own));
  const data = [...trunks, ...(own === 2 ? joinDense(heads) : joinCosines(heads, scalesOf(outputs)))];
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

type OutputLayer = ReturnType<typeof dense> | ReturnType<typeof cosineDense>;

function outputOf({ name, layers }: Network, first: Network): OutputLayer {
  const output = layers.at(-1) as OutputLayer;
  if (output.kind !== "dense" && output.kind !== "cosineDense") {
    throw new RecognitionError(
      "bad-definition",
      `training.members: ${name} does not end in a dense layer, nor in cosines, so it cannot be one of several`,
    );
  }
  if (output.kind !== first.layers.at(-1)?.kind) {
    throw new RecognitionError(
      "bad-definition",
      `training.members: one of ${first.name} and ${name} ends in a dense layer, the other in cosines: they cannot be joined`,
    );
  }
  return output;
}

/** What cosines are multiplied by. */
function scalesOf(outputs: readonly OutputLayer[]): number[] {
  return outputs.map((output) => (output.kind === "cosineDense" ? output.scale : 1));
}

/** Of logits that are sums: the members' kernels [features, classes] below each other, and the mean of their biases. */
function joinDense(heads: readonly (readonly WeightTensor[])[]): Float32Array[] {
  const kernel = heads.flatMap(([own]) => [...(own as WeightTensor).data]);
  const biases = heads.map(([, own]) => (own as WeightTensor).data);
  const bias = biases[0]?.map((_, place) => mean(biases.map((own) => own[place] as number)));
  return [Float32Array.from(kernel, (value) => value / heads.length), bias as Float32Array];
}

/**
 * Of logits that are cosines: the members' directions [features, classes] below each other, each as long as its member's
 * scale. With M members of scales s, joined directions have the length |s| and joined features √M, so that their cosine is
 * Σ s·cosine / (√M·|s|), which the joined scale |s| / √M makes the mean of the logits.
 */
function joinCosines(heads: readonly (readonly WeightTensor[])[], scales: readonly number[]): Float32Array[] {
  const kernels = heads.map(([own], index) => {
    const { shape, data } = own as WeightTensor;
    const classes = shape[1] as number;
    const squares = new Float64Array(classes);
    data.forEach((value, at) => {
      squares[at % classes] = (squares[at % classes] as number) + value ** 2;
    });
    return [...data].map(
      (value, at) => ((scales[index] as number) * value) / Math.sqrt(squares[at % classes] as number),
    );
  });
  return [Float32Array.from(kernels.flat())];
}
