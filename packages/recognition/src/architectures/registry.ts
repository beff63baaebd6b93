/** All architectures. Adding one: its file, a line here, its row in the conformance test. */
import type { Network } from "@wristprint/neural";
import { RecognitionError } from "../recognition-error.js";
import type { Architecture } from "./architecture.js";
import { bilstm } from "./bilstm.js";
import { deepStridedFcn } from "./deep-strided-fcn.js";
import { fcn } from "./fcn.js";
import { mcdcnn } from "./mcdcnn.js";
import { resnet } from "./resnet.js";
import { signature } from "./signature.js";
import { signature13 } from "./signature-13.js";
import { statisticsFcn } from "./statistics-fcn.js";
import { stridedFcn } from "./strided-fcn.js";
import { stridedSignature } from "./strided-signature.js";
import { tcnn } from "./tcnn.js";
import { timeDistributedNetwork } from "./time-distributed.js";

export const ARCHITECTURES: readonly Architecture[] = [
  mcdcnn,
  fcn,
  resnet,
  tcnn,
  timeDistributedNetwork,
  bilstm,
  signature,
  signature13,
  stridedFcn,
  deepStridedFcn,
  statisticsFcn,
  stridedSignature,
];

/** @throws RecognitionError `unknown-architecture`, naming the known ones */
export function architecture(name: string): Architecture {
  const found = ARCHITECTURES.find((one) => one.name === name);
  if (!found) {
    const known = ARCHITECTURES.map((one) => one.name).join(", ");
    throw new RecognitionError("unknown-architecture", `no architecture "${name}"; known: ${known}`);
  }
  return found;
}

export interface NetworkOptions {
  /** Differences in a block, and values of each. */
  readonly length: number;
  readonly channels: number;
  readonly classes: number;
  readonly output: Network["output"];
}

/** The named architecture as a network for given blocks and classes. */
export function createNetwork(name: string, { length, channels, classes, output }: NetworkOptions): Network {
  return { name, input: { length, channels }, layers: architecture(name).layers(classes), output };
}
