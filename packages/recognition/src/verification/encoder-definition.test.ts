import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { TINY_SETTINGS } from "../testing/tiny-encoder.js";
import { parseEncoderDefinition } from "./encoder-definition.js";
import { readEncoderDefinition } from "./read-encoder-definition.js";

it("the shipped encoder's definition stands, with nobody on both sides", () => {
  const file = fileURLToPath(new URL("../../../../experiments/encoders/sapimouse.json", import.meta.url));
  const { data, preprocessing } = readEncoderDefinition(file);
  expect([data.development.length, data.evaluation.length]).toEqual([72, 24]);
  expect(preprocessing).toMatchObject({ signal: "sixChannel", blockSize: 128, limitPx: 4000 });
});

it.each<[object, string]>([
  [{ task: "identification" }, "tiny: task: "],
  [{ architecture: "transformer" }, "tiny: architecture: "],
  [{ comparison: { folds: 1 } }, "tiny: comparison.folds: "],
  [{ comparison: { fmrs: [0] } }, "tiny: comparison.fmrs.0: "],
  [{ training: { margin: -1 } }, "tiny: training.margin: "],
  [{ training: { schedule: { kind: "steps" } } }, "tiny: training.schedule.kind: "],
  [{ preprocessing: { blockSize: 32, trainingSize: 31 } }, "tiny: preprocessing.trainingSize: "],
  [{ mirrors: ["sideways"] }, "tiny: mirrors.0: "],
  [
    { mirrors: ["upDown"], preprocessing: { signal: "events" } },
    "tiny: mirrors: none expected, as the signal events tells places on the screen",
  ],
  [
    { training: { members: [{ architecture: "fcn" }, "sixChannel"] } },
    "tiny: training.members: architectures whose logits are cosines expected, so that members count the same, got fcn",
  ],
  [{ architecture: "mcdcnn", training: { members: 2 } }, "tiny: training.members: architectures whose"],
  [{ people: 3 }, 'tiny: the definition: unknown setting "people"'],
  [
    { data: { development: ["a", "b"], evaluation: ["b"] } },
    "tiny: data: nobody both to learn from and to be measured on expected, got b",
  ],
])("refuses %o", (settings, message) => {
  expect(() => parseEncoderDefinition({ ...TINY_SETTINGS, ...settings }, "tiny")).toThrow(message);
});
