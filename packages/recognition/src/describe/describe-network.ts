/** A network layer by layer: what each makes of a block, what it learns and how much it sees. */
import { buildNetwork, type Layer, type LayerOutput, type Network, parameterCount } from "@wristprint/neural";

/** A layer's setting as a definition has it. */
export type LayerSetting = string | number | boolean | null | readonly number[];

export interface LayerDescription {
  /** `conv1d_2`: the second of its kind. */
  readonly name: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, LayerSetting>>;
  /** Of one block: [length, channels] or [size]. */
  readonly output: readonly number[];
  /** Numbers that it learns, with those of the layers in it. */
  readonly parameters: number;
  /** Differences of the block that one place of its output depends on. */
  readonly receptiveField: number;
  /** Layers that run as part of it: side by side where there are several lists. */
  readonly branches: readonly (readonly LayerDescription[])[];
}

export interface NetworkDescription {
  readonly name: string;
  /** Differences in a block and values of each. */
  readonly input: { readonly length: number; readonly channels: number };
  readonly output: Network["output"];
  readonly classes: number;
  /** Numbers that a signature is read from. */
  readonly featureSize: number;
  /** Numbers that are learnt. */
  readonly parameters: number;
  /** Numbers that are statistics of what was seen: batch norm's. */
  readonly statistics: number;
  /** Differences that one place depends on where the network has places along time for the last time. */
  readonly receptiveField: number;
  readonly layers: readonly LayerDescription[];
}

/** @throws GraphError where the layers do not fit each other or the input */
export function describeNetwork(network: Network): NetworkDescription {
  const built = buildNetwork(network, 1, false);
  const size = (shape: readonly number[]) => shape.reduce((product, dim) => product * dim, 1);
  const layers = built.outputs.map(describeLayer);
  const alongTime = layers.filter(({ output }) => output.length === 2);
  const inside = alongTime.length > 0 ? alongTime : layers.flatMap(({ branches }) => branches.flat());
  const seen = inside.filter(({ output }) => output.length === 2).map(({ receptiveField }) => receptiveField);
  return {
    name: network.name,
    input: network.input,
    output: network.output,
    classes: built.logits.shape[1] as number,
    featureSize: built.features.shape[1] as number,
    parameters: parameterCount(network),
    statistics: built.parameters
      .filter(({ running }) => running)
      .reduce((sum, { shape }) => sum + size(shape), 0),
    receptiveField: Math.max(1, ...seen),
    layers,
  };
}

function describeLayer({
  name,
  layer,
  shape,
  parameters,
  receptiveField,
  branches,
}: LayerOutput): LayerDescription {
  return {
    name,
    kind: layer.kind,
    settings: settingsOf(layer),
    output: shape.slice(1),
    parameters,
    receptiveField,
    branches: branches.map((branch) => branch.map(describeLayer)),
  };
}

/** Without the kind and the layers inside, which the description has at other places. */
function settingsOf(layer: Layer): Record<string, LayerSetting> {
  const numbers = (value: unknown) =>
    Array.isArray(value) && value.every((one: unknown) => typeof one === "number");
  const plain = Object.entries(layer).filter(
    ([, value]) => typeof value !== "object" || value === null || numbers(value),
  );
  return Object.fromEntries(plain.filter(([key, value]) => key !== "kind" && value !== undefined));
}

/** Of the settings, how many outputs there are: said first, and after the number. */
const COUNTS: readonly string[] = ["filters", "units", "parts"];

/** Settings as one says them: `64 filters, kernel 8, stride 1, same`. */
export function settingsText(settings: LayerDescription["settings"]): string {
  const entries = Object.entries(settings);
  const counts = entries.filter(([key]) => COUNTS.includes(key)).map(([key, value]) => `${value} ${key}`);
  const others = entries.flatMap(([key, value]) => {
    if (COUNTS.includes(key) || value === false) return [];
    if (value === true) return [key];
    if (typeof value === "string") return [value];
    return [`${key} ${typeof value === "object" && value !== null ? value.join(" ") : value}`];
  });
  return [...counts, ...others].join(", ");
}

/** A shape as one says it: `62 × 40`. */
export function sizeText(shape: readonly number[]): string {
  return shape.join(" × ");
}
