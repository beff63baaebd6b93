import { type ExperimentDefinition, parseDefinition, withSetting } from "../experiment/definition.js";

/** A definition that needs little data and time, with settings on top as `--set` takes them. */
export function sampleDefinition(...settings: readonly string[]): ExperimentDefinition {
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
  return parseDefinition(settings.reduce(withSetting, small), "sample");
}
