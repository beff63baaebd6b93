/**
 * A model as several networks that differ in their seed: in what they begin with, the order of blocks and dropout; and
 * where they are named by signals, in what they see of a block.
 */
import { type Channel, SIGNALS, type Signal } from "@wristprint/core";
import { exportModel, keepChannels, type Network, readModel } from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";
import { joinHistories, joinNetworks, joinWeights } from "../training/join-members.js";
import type { TrainedModel } from "../training/training-job.js";
import type { NetworkDefinition } from "./definition.js";
import type { PlannedModel } from "./plan-models.js";

/** How many networks a model of this definition is trained as. */
export function memberCount({ training: { members = 1 } }: Pick<NetworkDefinition, "training">): number {
  return typeof members === "number" ? members : members.length;
}

/**
 * The networks that one model is joined from; none where it is a network by itself.
 * @throws RecognitionError `bad-definition` where a member's signal has a channel that the experiment's has not, or
 *   the networks cannot be joined
 */
export function memberNetworks(network: Network, definition: NetworkDefinition): readonly Network[] {
  const { members } = definition.training;
  if (members === undefined) return [];
  const networks =
    typeof members === "number"
      ? Array.from({ length: members }, () => network)
      : members.map((signal) => seeing(network, signal, definition.preprocessing.signal));
  joinNetworks(networks);
  return networks;
}

/** The trainings of one model. */
export function planMembers(planned: PlannedModel, networks: readonly Network[]): PlannedModel[] {
  return networks.map((network, index) => ({
    ...planned,
    model: `${planned.model}, member ${index + 1}`,
    network,
    seed: `${planned.seed}/member/${index + 1}`,
  }));
}

/** What they learnt, as one model. */
export function joinMembers(
  model: string,
  networks: readonly Network[],
  trained: readonly TrainedModel[],
): TrainedModel {
  const weights = trained.map(({ onnx }) => readModel(onnx).weights);
  return {
    model,
    onnx: exportModel(joinNetworks(networks), joinWeights(networks, weights)),
    history: joinHistories(trained.map(({ history }) => history)),
  };
}

/** The network that sees one signal's channels of another's. */
function seeing(network: Network, signal: Signal, of: Signal): Network {
  const all: readonly Channel[] = SIGNALS[of];
  const own: readonly Channel[] = SIGNALS[signal];
  const unknown = own.find((channel) => !all.includes(channel));
  if (unknown !== undefined) {
    throw new RecognitionError(
      "bad-definition",
      `training.members: ${signal} has the channel ${unknown}, which ${of} has not`,
    );
  }
  if (own.length === all.length) return network;
  return {
    ...network,
    layers: [keepChannels(own.map((channel) => all.indexOf(channel))), ...network.layers],
  };
}
