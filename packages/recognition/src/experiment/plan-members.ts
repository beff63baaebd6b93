/**
 * A model as several networks that differ in their seed: in what they begin with, the order of blocks and dropout; and
 * where each is told, in what it sees of a block, and in its architecture.
 */
import { type Channel, SIGNALS, type Signal } from "@wristprint/core";
import { classCount, exportModel, keepChannels, type Network, readModel } from "@wristprint/neural";
import { createNetwork } from "../architectures/registry.js";
import { RecognitionError } from "../recognition-error.js";
import { joinHistories, joinNetworks, joinWeights } from "../training/join-members.js";
import type { TrainedModel } from "../training/training-job.js";
import type { NetworkDefinition } from "./definition.js";
import type { PlannedModel } from "./plan-models.js";

/** What members hang on, of an experiment or an encoder. */
export interface MembersDefinition {
  readonly training: Pick<NetworkDefinition["training"], "members">;
  readonly preprocessing: Pick<NetworkDefinition["preprocessing"], "signal">;
}

/** One of a list of members. */
export type Member = Exclude<NonNullable<NetworkDefinition["training"]["members"]>, number>[number];

/** How many networks a model of this definition is trained as. */
export function memberCount({ training: { members = 1 } }: Pick<MembersDefinition, "training">): number {
  return typeof members === "number" ? members : members.length;
}

/**
 * The networks that one model is joined from; none where it is a network by itself.
 * @throws RecognitionError `bad-definition` where a member's signal has a channel that the experiment's has not, or
 *   the networks cannot be joined
 */
export function memberNetworks(network: Network, definition: MembersDefinition): readonly Network[] {
  const { members } = definition.training;
  if (members === undefined) return [];
  const networks =
    typeof members === "number"
      ? Array.from({ length: members }, () => network)
      : members.map((member) => memberNetwork(network, member, definition.preprocessing.signal));
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

function memberNetwork(network: Network, member: Member, of: Signal): Network {
  const { signal = of, architecture } = typeof member === "string" ? { signal: member } : member;
  if (architecture === undefined) return seeing(network, signal, of);
  const { input, output } = network;
  return seeing(createNetwork(architecture, { ...input, classes: classCount(network), output }), signal, of);
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
