/** The trainings of an encoder: of one network, or where it has members, of each of these. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Network } from "@wristprint/neural";
import { createNetwork } from "../architectures/registry.js";
import { joinMembers, memberNetworks, planMembers } from "../experiment/plan-members.js";
import { versions } from "../experiment/versions.js";
import { joinNetworks } from "../training/join-members.js";
import type { TrainedModel, TrainingJob } from "../training/training-job.js";
import type { EncoderDefinition } from "./encoder-definition.js";
import type { TrainingWindows } from "./training-windows.js";

export interface PlannedEncoder {
  readonly name: string;
  /** What makes signatures, joined where there are members. */
  readonly network: Network;
  /** The networks that it is joined from; none where it is one by itself. */
  readonly members: readonly Network[];
  /** One for each member, or one. */
  readonly jobs: readonly TrainingJob[];
}

export interface PlanEncoderOptions {
  readonly definition: EncoderDefinition;
  readonly windows: TrainingWindows;
  /** Folder of what a training keeps between epochs. */
  readonly checkpoints: string;
}

/**
 * @param held subjects who are not learnt from
 * @throws RecognitionError `bad-definition` where members cannot be joined
 */
export function planEncoder(
  name: string,
  held: readonly string[],
  { definition, windows, checkpoints }: PlanEncoderOptions,
): PlannedEncoder {
  const kept = Int32Array.from(windows.subjects.keys()).filter(
    (i) => !held.includes(windows.subjects[i] as string),
  );
  const classes = [...new Set(Array.from(kept, (i) => windows.classes[i] as string))];
  const labelOf = new Map(classes.map((own, label) => [own, label]));
  const network = createNetwork(definition.architecture, {
    length: definition.preprocessing.blockSize,
    channels: windows.channels.length,
    classes: classes.length,
    output: "softmax",
  });
  const planned = {
    model: name,
    network,
    indices: kept,
    labels: kept.map((i) => labelOf.get(windows.classes[i] as string) as number),
    training: definition.training,
    seed: `${definition.seed}/${name}`,
  };
  const members = memberNetworks(network, definition);
  const identity = identityOf(definition, held);
  const jobs = (members.length > 0 ? planMembers(planned, members) : [planned]).map((job) => ({
    ...job,
    checkpoint: join(checkpoints, `${job.model.replaceAll(/\W+/g, "-")}-${identity}.safetensors`),
  }));
  return { name, network: members.length > 0 ? joinNetworks(members) : network, members, jobs };
}

/** @param trained of all jobs of the plans, in their order */
export function joinEncoders(
  planned: readonly PlannedEncoder[],
  trained: readonly TrainedModel[],
): TrainedModel[] {
  let at = 0;
  return planned.map(({ name, members, jobs }) => {
    const own = trained.slice(at, at + jobs.length);
    at += jobs.length;
    return members.length > 0 ? joinMembers(name, members, own) : (own[0] as TrainedModel);
  });
}

/** Changes with all that bears on what is learnt. */
function identityOf(definition: EncoderDefinition, held: readonly string[]): string {
  const {
    comparison: _,
    evaluation: __,
    limits: ___,
    title: ____,
    description: _____,
    ...bearing
  } = definition;
  const hash = createHash("sha256").update(JSON.stringify([bearing, held, versions()]));
  return hash.digest("hex").slice(0, 12);
}
