/** Every architecture as a network to measure, and PyTorch running the same one. */
import { createRandom } from "@wristprint/core";
import { dense, type Examples, flatten, type Network, parameterCount } from "@wristprint/neural";
import { ARCHITECTURES, createNetwork } from "@wristprint/recognition";
import { findPeer, type Peer } from "./peer.js";

/** What the peer may use, and ours. */
export const THREADS = 2;
/** With fewer parameters there is too little to do in an operation for two threads to share. */
const SMALL = 50_000;
const CLASSES = 10;

/** What architectures are fed with, where it is not the paper's blocks. */
const INPUTS: Readonly<Record<string, Network["input"]>> = {
  bilstm: { length: 60, channels: 3 },
  "signature-13": { length: 300, channels: 13 },
};
const BLOCKS = { length: 128, channels: 2 };

/** @param most so many of the architectures, in the order of their registry */
export function measuredNetworks(most = NETWORK_SETTINGS.networks.value): Network[] {
  return ARCHITECTURES.slice(0, most).map(({ name }) =>
    createNetwork(name, { ...(INPUTS[name] ?? BLOCKS), classes: CLASSES, output: "softmax" }),
  );
}

/**
 * Large products and little else: what they reach is what the machine has to give. (Square matrices of 1,024, where the
 * batch is as large.)
 */
export const PRODUCTS: Network = {
  name: "three dense layers of 1,024",
  input: { length: 1, channels: 1024 },
  layers: [flatten(), dense(1024), dense(1024), dense(1024), dense(CLASSES)],
  output: "softmax",
};

/** Threads that ours is given. */
export function ownThreads(network: Network): number {
  return parameterCount(network) < SMALL ? 1 : THREADS;
}

export function madeUpExamples({ input }: Network, count: number): Examples {
  const random = createRandom("bench");
  const x = Float32Array.from({ length: count * input.length * input.channels }, () => random.normal());
  return { x, labels: Int32Array.from({ length: count }, (_, row) => row % CLASSES) };
}

export function findNetworksPeer(): Promise<Peer | undefined> {
  return findPeer("torch", "networks_torch.py");
}

/** How many examples a second the peer trains on, or predicts. */
export async function peerRate(
  peer: Peer,
  task: "train" | "predict",
  network: Network,
  { batch, seconds }: { readonly batch: number; readonly seconds: number },
): Promise<number> {
  const asked = { network, task, threads: THREADS, batch, seconds };
  return ((await peer.run(JSON.stringify(asked))) as { perSecond: number }).perSecond;
}

/** Of the benchmarks of networks. */
export const NETWORK_SETTINGS = {
  milliseconds: { description: "how long each network runs in a turn, about", value: 600, least: 1 },
  networks: {
    description: "how many of the architectures, in the order of their registry; all",
    value: ARCHITECTURES.length,
    least: 1,
  },
} as const;
