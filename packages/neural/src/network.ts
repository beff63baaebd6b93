/** A network as plain data, and the graph that it stands for. */
import { GraphError } from "./errors.js";
import { createGraph, type Graph, input, parameter, type Value } from "./graph/graph.js";
import { format, type Shape, sizeOf } from "./graph/shape.js";
import type { Initialiser } from "./layers/initialiser.js";
import type { Layer, LayerContext } from "./layers/layer.js";
import { layerKind } from "./layers/registry.js";
import { requireWhole } from "./layers/settings.js";

export interface Network {
  readonly name: string;
  /** Positions and channels of one example. */
  readonly input: { readonly length: number; readonly channels: number };
  /** In order; the last one's output [N, classes] holds the logits. */
  readonly layers: readonly Layer[];
  /** How logits become scores: each by itself, or all together as probabilities that sum to 1. */
  readonly output: "sigmoid" | "softmax";
}

export interface ParameterSpec {
  /** `layer_n/role`: the n-th layer of its kind, in the order of the network. */
  readonly name: string;
  readonly shape: Shape;
  readonly initialiser: Initialiser;
  /** Carried from step to step as a statistic of what was seen, not learnt by gradients. */
  readonly running?: true;
}

export interface MaskSpec {
  /** The graph input it is handed in by. */
  readonly name: string;
  readonly shape: Shape;
  readonly rate: number;
}

/** What a layer made, for descriptions. */
export interface LayerOutput {
  readonly name: string;
  readonly kind: string;
  readonly shape: Shape;
  readonly parameters: number;
}

export interface NetworkGraph {
  readonly graph: Graph;
  /** [N, length, channels] */
  readonly x: Value;
  /** [N, classes] */
  readonly logits: Value;
  /** What `features()` marks, or what goes into the last layer that learns: [N, size]. */
  readonly features: Value;
  readonly parameters: readonly ParameterSpec[];
  /** In training: what running tensors are after the step, by name; those not named stay as they are. */
  readonly carried: ReadonlyMap<string, Value>;
  readonly masks: readonly MaskSpec[];
  readonly outputs: readonly LayerOutput[];
}

/**
 * The network's forward graph.
 * @param batch examples at a time, or ANY_BATCH
 * @param frozen names of tensors that training leaves as they are
 * @throws GraphError where layers do not fit each other
 */
export function buildNetwork(
  network: Network,
  batch: number,
  training: boolean,
  frozen: readonly string[] = [],
): NetworkGraph {
  const { length, channels } = network.input;
  requireWhole(`${network.name}: input`, { length, channels });
  if (network.output !== "sigmoid" && network.output !== "softmax") {
    throw new GraphError(
      "option",
      `${network.name}: output must be sigmoid or softmax, got ${network.output}`,
    );
  }
  const graph = createGraph();
  const x = input(graph, "x", [batch, length, channels]);
  const parameters: ParameterSpec[] = [];
  const carried = new Map<string, Value>();
  const masks: MaskSpec[] = [];
  const outputs: LayerOutput[] = [];
  const counts = new Map<string, number>();
  let marked: Value | undefined;
  let beforeLast: Value | undefined;

  function run(layers: readonly Layer[], start: Value): Value {
    return layers.reduce((value, layer) => {
      const count = (counts.get(layer.kind) ?? 0) + 1;
      counts.set(layer.kind, count);
      const name = `${layer.kind}_${count}`;
      let own = 0;
      const context: LayerContext = {
        training,
        parameter(role, shape, initialiser) {
          beforeLast = value;
          own += sizeOf(shape);
          parameters.push({ name: `${name}/${role}`, shape, initialiser });
          return parameter(graph, `${name}/${role}`, shape);
        },
        learns: (role) => training && !frozen.includes(`${name}/${role}`),
        running(role, shape, initialiser) {
          parameters.push({ name: `${name}/${role}`, shape, initialiser, running: true });
          return parameter(graph, `${name}/${role}`, shape);
        },
        carry(role, next) {
          carried.set(`${name}/${role}`, next);
        },
        dropoutMask(shape, rate) {
          masks.push({ name: `${name}/mask`, shape, rate });
          return input(graph, `${name}/mask`, shape);
        },
        inner: run,
        markFeatures(features) {
          marked = features;
        },
      };
      const result = layerKind(layer).apply(value, layer as never, context);
      outputs.push({ name, kind: layer.kind, shape: result.shape, parameters: own });
      return result;
    }, start);
  }
  const logits = run(network.layers, x);
  if (logits.shape.length !== 2) {
    throw new GraphError(
      "shape",
      `${network.name} must end in [N, classes], it ends in ${format(logits.shape)}`,
    );
  }
  return { graph, x, logits, features: marked ?? beforeLast ?? logits, parameters, carried, masks, outputs };
}

/** How many numbers a network learns. */
export function parameterCount(network: Network): number {
  const { parameters } = buildNetwork(network, 1, false);
  const learnt = parameters.filter(({ running }) => !running);
  return learnt.reduce((total, { shape }) => total + sizeOf(shape), 0);
}

/** How many outputs a network has. */
export function classCount(network: Network): number {
  return buildNetwork(network, 1, false).logits.shape[1] as number;
}
