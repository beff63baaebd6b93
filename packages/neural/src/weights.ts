/** A network's learnt numbers by name, and their way in and out of one flat vector. */
import { GraphError } from "./errors.js";
import { format, type Shape, sameShape, sizeOf } from "./graph/shape.js";
import { initialise } from "./layers/initialiser.js";
import { buildNetwork, type Network, type ParameterSpec } from "./network.js";
import type { Random } from "./random.js";

export interface WeightTensor {
  readonly shape: Shape;
  readonly data: Float32Array;
}

export type Weights = ReadonlyMap<string, WeightTensor>;

/** Fresh weights. Each tensor has a random stream of its own, so that no layer's draws move another's. */
export function createWeights(network: Network, random: Random): Weights {
  const { parameters } = buildNetwork(network, 1, false);
  return new Map(
    parameters.map(({ name, shape, initialiser }) => [
      name,
      { shape, data: initialise(initialiser, shape, random.fork(name)) },
    ]),
  );
}

/** @throws GraphError `weights` where a tensor is missing or of another shape; there may be more than needed */
export function requireWeights(weights: Weights, needed: readonly ParameterSpec[]): void {
  for (const { name, shape } of needed) {
    const tensor = weights.get(name) ?? missing(name);
    if (!sameShape(tensor.shape, shape) || tensor.data.length !== sizeOf(shape)) {
      const came = `${format(tensor.shape)} of ${tensor.data.length} numbers`;
      throw new GraphError("weights", `${name} must be ${format(shape)}, got ${came}`);
    }
  }
}

/**
 * The weights of `to`, with those of `from` in place of the ones of the same name.
 * @param except names that stay as they are; by default the output layer's, which knows the old classes
 * @throws GraphError `weights` where a tensor of the same name has another shape, or nothing is copied
 */
export function copyWeights(
  from: Weights,
  to: Weights,
  except: readonly string[] = outputLayer(to),
): Weights {
  const copied = [...to].map(([name, tensor]) => {
    const source = except.includes(name) ? undefined : from.get(name);
    if (source && !sameShape(source.shape, tensor.shape)) {
      const shapes = `${format(source.shape)} into ${format(tensor.shape)}`;
      throw new GraphError("weights", `${name} does not fit: ${shapes}`);
    }
    return [name, source ? { shape: tensor.shape, data: source.data.slice() } : tensor] as const;
  });
  if (copied.every(([name, tensor]) => to.get(name) === tensor)) {
    throw new GraphError("weights", "the two networks have no layer in common");
  }
  return new Map(copied);
}

/** The names of the last layer's tensors. */
export function outputLayer(weights: Weights): readonly string[] {
  const names = [...weights.keys()];
  const layer = names.at(-1)?.split("/")[0];
  return names.filter((name) => name.split("/")[0] === layer);
}

/** Named tensors one after another in one vector, in the order of the names. */
export function packWeights(weights: Weights, names: readonly string[]): Float32Array {
  const tensors = names.map((name) => weights.get(name)?.data ?? missing(name));
  const packed = new Float32Array(tensors.reduce((total, data) => total + data.length, 0));
  let offset = 0;
  for (const data of tensors) {
    packed.set(data, offset);
    offset += data.length;
  }
  return packed;
}

/** The inverse of {@link packWeights}: `weights` with the named tensors taken out of the vector. */
export function unpackWeights(weights: Weights, names: readonly string[], packed: Float32Array): Weights {
  const result = new Map(weights);
  let offset = 0;
  for (const name of names) {
    const { shape, data } = weights.get(name) ?? missing(name);
    result.set(name, { shape, data: packed.slice(offset, offset + data.length) });
    offset += data.length;
  }
  return result;
}

function missing(name: string): never {
  throw new GraphError("weights", `no weights for ${name}`);
}
