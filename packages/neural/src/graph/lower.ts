/** From a graph to an ONNX model: only what the outputs need, parameters cut out of one flat vector. */
import { encodeOnnx, type OnnxNode, type OnnxTensor } from "@wristprint/onnx";
import { type Emitter, readsOf } from "./emitter.js";
import type { Graph, Node, Value } from "./graph.js";
import { type Shape, sizeOf } from "./shape.js";

export interface LoweringOptions {
  readonly name: string;
  /** What the batch's dimension is called in the file; `batch` by default. */
  readonly batchName?: string;
  /** The model's outputs by the name they are to have. */
  readonly outputs: Readonly<Record<string, Value>>;
  /**
   * Where parameters come from, by name: fixed numbers are written into the file; the rest is cut out of flat
   * vectors handed in at every run, each a name and the parameters it holds in order.
   */
  readonly parameters: {
    readonly fixed?: ReadonlyMap<string, Float32Array>;
    readonly vectors?: Readonly<Record<string, readonly string[]>>;
  };
}

/** The bytes of the model file. */
export function lowerToOnnx(graph: Graph, options: LoweringOptions): Uint8Array {
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const emitter = createEmitter(graph, nodes, constants);
  const needed = neededNodes(Object.values(options.outputs));
  const used = new Set([...needed].flatMap((node) => node.inputs).concat(Object.values(options.outputs)));

  const inputs = graph.inputs.filter((value) => used.has(value));
  const vectorInputs: Value[] = [];
  const byName = new Map(graph.parameters.map((parameter) => [parameter.name, parameter]));
  for (const { name, value, shape } of graph.parameters) {
    const data = options.parameters.fixed?.get(name);
    if (data && used.has(value)) constants.push({ name: value.name, shape, data });
  }
  for (const [vector, names] of Object.entries(options.parameters.vectors ?? {})) {
    const parts = names.flatMap((name) => byName.get(name) ?? []);
    const sizes = parts.map(({ shape }) => sizeOf(shape));
    const length = sizes.reduce((total, size) => total + size, 0);
    if (length === 0) continue;
    if (!graph.inputs.some((value) => value.name === vector)) {
      vectorInputs.push({ graph, name: vector, shape: [length], type: "float32" });
    }
    const cuts = parts.map(({ value }) => graph.uniqueName(`${value.name}.flat`));
    emitter.nodes("Split", [vector, emitter.ints(sizes)], { axis: 0n }, cuts);
    parts.forEach(({ shape, value }, index) => {
      emitter.node("Reshape", [cuts[index] as string, emitter.ints(shape)], {}, value.name);
    });
  }
  for (const { value, data } of graph.constants) {
    if (used.has(value)) constants.push({ name: value.name, shape: value.shape, data });
  }
  // What a node makes goes by the name of the output it is; other outputs are copies.
  const outputNames = new Map<Value, string>();
  const copies: [name: string, value: Value][] = [];
  for (const [name, value] of Object.entries(options.outputs)) {
    if (value.producer && !outputNames.has(value)) outputNames.set(value, name);
    else copies.push([name, value]);
  }
  const nameOf = (value: Value) => outputNames.get(value) ?? value.name;
  for (const node of graph.nodes) {
    if (!needed.has(node)) continue;
    const [from, to] = [node.inputs.map(nameOf), node.outputs.map(nameOf)];
    node.operator.emit(emitter, from, to, node.attributes as never, node);
  }
  for (const [name, value] of copies) emitter.node("Identity", [nameOf(value)], {}, name);
  const kept = withoutUnread(nodes, Object.keys(options.outputs));
  const read = new Set(kept.flatMap(readsOf));
  return encodeOnnx({
    name: options.name,
    batchName: options.batchName ?? "batch",
    nodes: kept,
    constants: constants.filter((tensor) => read.has(tensor.name)),
    inputs: [...inputs, ...vectorInputs],
    outputs: Object.entries(options.outputs).map(([name, { shape, type }]) => ({ name, shape, type })),
  });
}

function neededNodes(outputs: readonly Value[]): Set<Node> {
  const needed = new Set<Node>();
  const open = outputs.flatMap((value) => value.producer ?? []);
  for (let node = open.pop(); node; node = open.pop()) {
    if (needed.has(node)) continue;
    needed.add(node);
    for (const value of node.inputs) if (value.producer) open.push(value.producer);
  }
  return needed;
}

/**
 * The nodes whose outputs are read: operators write all that their gradients may want, such as where a maximum
 * lies, and the runtime would compute it.
 */
function withoutUnread(nodes: readonly OnnxNode[], outputs: readonly string[]): OnnxNode[] {
  const read = new Set(outputs);
  const kept = [...nodes].reverse().filter((node) => {
    if (!node.outputs.some((name) => read.has(name))) return false;
    for (const name of readsOf(node)) read.add(name);
    return true;
  });
  return kept.reverse();
}

function createEmitter(graph: Graph, nodes: OnnxNode[], constants: OnnxTensor[]): Emitter {
  const known = new Map<string, string>();
  function shared(data: Float32Array | BigInt64Array, shape: Shape): string {
    const key = `${data.constructor.name}/${shape.join("x")}/${data.join(",")}`;
    const name = known.get(key) ?? graph.uniqueName("fixed");
    if (!known.has(key)) {
      known.set(key, name);
      constants.push({ name, shape, data });
    }
    return name;
  }
  // Constants stand in the graph around all bodies, which read them there.
  function emitterInto(list: OnnxNode[]): Emitter {
    return {
      nodes(type, inputs, attributes, outputs) {
        list.push({ type, inputs, outputs, attributes });
      },
      node(type, inputs, attributes = {}, output = graph.uniqueName(type)) {
        list.push({ type, inputs, outputs: [output], attributes });
        return output;
      },
      name: graph.uniqueName,
      ints: (values, shape = [values.length]) => shared(BigInt64Array.from(values, BigInt), shape),
      floats: (values, shape = [values.length]) => shared(Float32Array.from(values), shape),
      body(types, write) {
        const inner: OnnxNode[] = [];
        const inputs = types.map((type) => ({ name: graph.uniqueName("given"), type }));
        const outputs = write(
          emitterInto(inner),
          inputs.map(({ name }) => name),
        );
        return { nodes: inner, inputs, outputs };
      },
    };
  }
  return emitterInto(nodes);
}
