/** A model as several networks that differ in their seed: in what they begin with, the order of blocks and dropout. */
import { exportModel, type Network, readModel } from "@wristprint/neural";
import { joinHistories, joinNetworks, joinWeights } from "../training/join-members.js";
import type { TrainedModel } from "../training/training-job.js";
import type { PlannedModel } from "./plan-models.js";

/** The trainings of one model. */
export function planMembers(planned: PlannedModel, members: number): PlannedModel[] {
  return Array.from({ length: members }, (_, index) => ({
    ...planned,
    model: `${planned.model}, member ${index + 1}`,
    seed: `${planned.seed}/member/${index + 1}`,
  }));
}

/**
 * What they learnt, as one model.
 * @param network what each of them is
 */
export function joinMembers(model: string, network: Network, trained: readonly TrainedModel[]): TrainedModel {
  const weights = trained.map(({ onnx }) => readModel(onnx).weights);
  return {
    model,
    onnx: exportModel(joinNetworks(network, trained.length), joinWeights(network, weights)),
    history: joinHistories(trained.map(({ history }) => history)),
  };
}
