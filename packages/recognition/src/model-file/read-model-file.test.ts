import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "@wristprint/core";
import { createWeights, exportModel } from "@wristprint/neural";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNetwork } from "../architectures/registry.js";
import { readModelFile } from "./read-model-file.js";

const network = createNetwork("mcdcnn", { length: 32, channels: 2, classes: 3, output: "softmax" });
const weights = createWeights(network, createRandom("file"));
const onnx = exportModel(network, weights);
const CARD = {
  format: "wristprint-model/1",
  task: "identification",
  name: "small",
  classes: ["ann", "bob", "eve"],
  architecture: "mcdcnn",
  network,
  preprocessing: { signal: "velocity", blockSize: 32 },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-model-"));
  write("model", CARD);
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, card: object | string, model: Uint8Array = onnx): string {
  writeFileSync(join(folder, `${name}.onnx`), model);
  writeFileSync(join(folder, `${name}.json`), typeof card === "string" ? card : JSON.stringify(card));
  return join(folder, `${name}.onnx`);
}

it.each(["", "model.onnx", "model.json"])("is found by its folder and by either file (%j)", (name) => {
  const read = readModelFile(join(folder, name));
  expect(read.path).toBe(join(folder, "model.onnx"));
  expect(read.card).toEqual(CARD);
  expect(read.network).toEqual(network);
  expect(new Map([...read.weights].sort())).toEqual(new Map([...weights].sort()));
  expect(read.sha256).toBe(createHash("sha256").update(onnx).digest("hex"));
});

it("needs no layers in the card of an encoder: its architecture and the file tell them", () => {
  const home = fileURLToPath(new URL("../../../../models/encoder", import.meta.url));
  const { card, network } = readModelFile(home);
  expect(card.task).toBe("encoder");
  expect(network).toEqual(
    createNetwork("signature", { length: 128, channels: 6, classes: 72, output: "softmax" }),
  );
});

describe("is refused by its file's name", () => {
  it.each<[string, () => string, RegExp]>([
    ["that is not there", () => join(folder, "nowhere.onnx"), /nowhere\.json: a model's file expected/],
    ["that is neither", () => join(folder, "scores.csv"), /scores\.csv: a model's folder, \.onnx or \.json/],
    ["with a card that is none", () => write("broken", "{"), /broken\.json: no card can be read from it/],
    [
      "with a card of something else",
      () => write("other", { ...CARD, format: "tar" }),
      /other\.json: format: /,
    ],
    [
      "with neither layers nor architecture",
      () => write("bare", { ...CARD, network: undefined, architecture: undefined }),
      /bare\.json: a network or an architecture expected/,
    ],
    [
      "that is no ONNX",
      () => write("text", CARD, new TextEncoder().encode("onnx")),
      /text\.onnx: not an ONNX file, or cut short/,
    ],
    [
      "of other layers than its card says",
      () =>
        write("wider", {
          ...CARD,
          network: createNetwork("mcdcnn", { ...network.input, classes: 4, output: "softmax" }),
        }),
      /wider\.onnx: dense_2\/kernel must be \[60, 4\], got \[60, 3\]/,
    ],
    [
      "of a layer that there is not",
      () => write("newer", { ...CARD, network: { ...network, layers: [{ kind: "quantum" }] } }),
      /newer\.onnx: no layer "quantum"/,
    ],
  ])("%s", (_, path, message) => {
    expect(() => readModelFile(path())).toThrow(
      expect.objectContaining({ code: "bad-model", message: expect.stringMatching(message) }),
    );
  });

  it("where its own file is gone", () => {
    const path = write("alone", CARD);
    expect(readFileSync(path).length).toBeGreaterThan(0);
    rmSync(path);
    expect(() => readModelFile(path)).toThrow(/alone\.onnx: a model's file expected/);
  });
});
