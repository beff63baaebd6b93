import {
  type NetworkDefinition,
  type OneClassDefinition,
  parseDefinition,
  withSetting,
} from "../experiment/definition.js";

/** A definition that needs little data and time, with settings on top as `--set` takes them. */
export function sampleDefinition(...settings: readonly string[]): NetworkDefinition {
  const small: Record<string, unknown> = {
    name: "small",
    title: "A small experiment",
    task: "authentication",
    data: {},
    preprocessing: { signal: "logVelocity", blockSize: 32, scaling: { kind: "standard", scope: "data" } },
    split: { by: "blocks", test: { count: 6 } },
    training: { epochs: 2, batch: 16, validationShare: 0.2 },
    evaluation: { blocks: [1, 2] },
  };
  const definition = parseDefinition(settings.reduce(withSetting, small), "sample");
  if (definition.oneClass) throw new TypeError("sampleOneClassDefinition has one-class models");
  return definition;
}

/** The same with models that learn from their owners alone: isolation forests, if the settings do not say otherwise. */
export function sampleOneClassDefinition(...settings: readonly string[]): OneClassDefinition {
  const small: Record<string, unknown> = {
    name: "small",
    title: "A small experiment",
    task: "authentication",
    data: {},
    preprocessing: { signal: "logVelocity", blockSize: 32, scaling: { kind: "none", scope: "data" } },
    split: { by: "blocks", test: { count: 6 } },
    oneClass: { kind: "isolationForest", trees: 20 },
    evaluation: { blocks: [1, 2] },
  };
  const definition = parseDefinition(settings.reduce(withSetting, small), "sample");
  if (!definition.oneClass) throw new TypeError("sampleDefinition has networks");
  return definition;
}
