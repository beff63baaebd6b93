/** A network as plain data, and the graph that it stands for. */
import { GraphError } from "./errors.js";
import { createGraph, type Graph, input, parameter, type Value } from "./graph/graph.js";
import { format, type Shape, sizeOf } from "./graph/shape.js";
import type { Initialiser } from "./layers/initialiser.js";
import type { Layer, LayerContext } from "./layers/layer.js";
import { layerKind } from "./layers/registry.js";
import { requireWhole } from "./layers/settings.js";
import { add, multiply } from "./operators/arithmetic.js";
import { scale, sum } from "./operators/sum.js";
import { OWN_POSITION, type Sight, widen, widest } from "./receptive-field.js";

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
  readonly layer: Layer;
  readonly shape: Shape;
  /** Numbers that it learns, with those of the layers in it. */
  readonly parameters: number;
  /** Positions of the example that one position of its output depends on. */
  readonly receptiveField: number;
  /** Lists of layers that run as part of it. */
  readonly branches: readonly (readonly LayerOutput[])[];
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
  /** What layers add to the loss beside the rows' own, one number; absent where they add nothing. */
  readonly penalty: Value | undefined;
  /** Of the network's own layers, in order. */
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
  const penalties: Value[] = [];
  const counts = new Map<string, number>();
  const stepMasks = new Map<Value, Value>();
  let marked: Value | undefined;
  let beforeLast: Value | undefined;

  function run(layers: readonly Layer[], start: Value, startSight: Sight) {
    let value = start;
    let sight = startSight;
    const outputs: LayerOutput[] = [];
    for (const layer of layers) {
      const result = apply(layer, value, sight);
      outputs.push(result.output);
      value = result.value;
      sight = result.sight;
    }
    return { value, sight, outputs };
  }

  function apply(layer: Layer, value: Value, sight: Sight) {
    const count = (counts.get(layer.kind) ?? 0) + 1;
    counts.set(layer.kind, count);
    const name = `${layer.kind}_${count}`;
    let own = 0;
    const inner: ReturnType<typeof run>[] = [];
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
      penalise(penalised, factor = 0) {
        if (!(factor >= 0 && factor < Number.POSITIVE_INFINITY)) {
          throw new GraphError("option", `${layer.kind}: l2 must be a number of at least 0, got ${factor}`);
        }
        if (factor > 0) penalties.push(scale(sumOfSquares(penalised), factor));
      },
      dropoutMask(shape, rate) {
        masks.push({ name: `${name}/mask`, shape, rate });
        return input(graph, `${name}/mask`, shape);
      },
      stepMask: (x) => stepMasks.get(x),
      markSteps(x, mask) {
        stepMasks.set(x, mask);
      },
      inner(layers, x) {
        const ran = run(layers, x, sight);
        inner.push(ran);
        return ran.value;
      },
      markFeatures(features) {
        marked = features;
      },
    };
    const kind = layerKind(layer);
    if (stepMasks.has(value) && !kind.maskedSteps) {
      throw new GraphError("option", `${layer.kind} cannot leave out the steps that masking masks`);
    }
    const result = kind.apply(value, layer as never, context);
    if (kind.maskedSteps === "kept" && result.shape.length === 3) {
      const found = [value, ...inner.map((ran) => ran.value)].flatMap((one) => stepMasks.get(one) ?? []);
      if (new Set(found).size > 1) {
        throw new GraphError("option", `${layer.kind}: its branches mask different steps`);
      }
      if (found[0]) stepMasks.set(result, found[0]);
    }
    const [from, to] = [value.shape, result.shape];
    const sees =
      inner.length > 0
        ? widest(
            sight,
            inner.map((ran) => ran.sight),
            from,
            to,
          )
        : widen(sight, from, to, kind.window?.(layer as never), length);
    const branches = inner.map(({ outputs }) => outputs);
    const output: LayerOutput = {
      name,
      layer,
      shape: to,
      parameters: own + branches.flat().reduce((sum, { parameters }) => sum + parameters, 0),
      receptiveField: sees.field,
      branches,
    };
    return { value: result, sight: sees, output };
  }
  const { value: logits, outputs } = run(network.layers, x, OWN_POSITION);
  if (logits.shape.length !== 2) {
    throw new GraphError(
      "shape",
      `${network.name} must end in [N, classes], it ends in ${format(logits.shape)}`,
    );
  }
  return {
    graph,
    x,
    logits,
    features: marked ?? beforeLast ?? logits,
    parameters,
    carried,
    masks,
    penalty: penalties.length > 0 ? penalties.reduce(add) : undefined,
    outputs,
  };
}

/** A number: shape []. */
function sumOfSquares(value: Value): Value {
  const axes = value.shape.map((_, axis) => axis);
  return sum(multiply(value, value), axes);
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
