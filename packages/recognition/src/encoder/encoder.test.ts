/** An encoder's folder: what is written is loaded, and what is wrong in it is named. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createComparator, streamBlocks, type Trace } from "@wristprint/core";
import { encodeTensorFile } from "@wristprint/neural";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tinyTraces, trainTinyEncoder } from "../testing/tiny-encoder.js";
import type { TrainedEncoder } from "../verification/train-encoder.js";
import { COHORT_FILE, MODEL_FILE } from "./encoder-files.js";
import { type Encoder, loadEncoder } from "./load-encoder.js";
import { requireEncoderFolder, writeEncoderFolder } from "./write-encoder-folder.js";

const folder = mkdtempSync(join(tmpdir(), "wristprint-encoder-"));
const home = join(folder, "tiny");
let trained: TrainedEncoder;
let encoder: Encoder;
beforeAll(async () => {
  trained = await trainTinyEncoder();
  await writeEncoderFolder(home, trained.files);
  encoder = await loadEncoder(home);
});
afterAll(async () => {
  await encoder.release();
  rmSync(folder, { recursive: true });
});

const blocksOf = (trace: Trace) => streamBlocks(trace, encoder.card.preprocessing);

describe("a loaded encoder", () => {
  it("has the card and the cohort that were written", () => {
    expect(encoder.card).toEqual(trained.files.card);
    expect(encoder.cohort).toEqual(trained.files.cohort);
    expect(encoder.cohort.length).toBe(6 * encoder.card.signatureSize);
  });

  it("makes a signature of length 1 of each block, the same alone and among others", async () => {
    const { count, data } = blocksOf(tinyTraces()[0] as Trace);
    const size = encoder.card.signatureSize;
    const signatures = await encoder.embed(data);
    expect(signatures.length).toBe(count * size);
    expect(await encoder.embed(data)).toEqual(signatures);
    const alone = await encoder.embed(data.slice(0, data.length / count));
    for (let row = 0; row < count; row++) {
      expect(Math.hypot(...signatures.subarray(row * size, (row + 1) * size))).toBeCloseTo(1, 5);
    }
    alone.forEach((value, i) => {
      expect(value).toBeCloseTo(signatures[i] as number, 5);
    });
  });

  it("gives nothing for no blocks, and refuses what are none", async () => {
    expect(await encoder.embed(new Float32Array(0))).toEqual(new Float32Array(0));
    await expect(encoder.embed(new Float32Array(7))).rejects.toMatchObject({ code: "bad-input" });
    const broken = new Float32Array(32 * 6).fill(Number.NaN);
    await expect(encoder.embed(broken)).rejects.toMatchObject({ code: "bad-input" });
  });

  it("has what a comparator needs: a person's own session is likelier than another's", async () => {
    const comparator = createComparator(encoder.card.comparison, encoder.cohort);
    const [first, second, , other] = tinyTraces().slice(12) as [Trace, Trace, Trace, Trace];
    const reference = comparator.reference(await encoder.embed(blocksOf(first).data));
    const ratioOf = async (trace: Trace) => {
      const { mean, blocks } = comparator.reference(await encoder.embed(blocksOf(trace).data));
      return comparator.compare(reference, mean, blocks).logLikelihoodRatio;
    };
    expect(await ratioOf(second)).toBeGreaterThan(await ratioOf(other));
  });
});

describe("a folder", () => {
  it("is replaced where it holds an encoder, and left alone where it holds more", async () => {
    const again = join(folder, "again");
    await writeEncoderFolder(again, trained.files);
    const written = await writeEncoderFolder(again, trained.files);
    expect(readdirSync(again).sort()).toEqual([...written].sort());
    writeFileSync(join(again, "notes.txt"), "mine");
    await expect(requireEncoderFolder(again)).rejects.toThrow("it holds notes.txt");
    await expect(writeEncoderFolder(again, trained.files)).rejects.toMatchObject({ code: "bad-input" });
    expect(readdirSync(again)).toContain("notes.txt");
  });

  const card = () => JSON.parse(readFileSync(join(home, "model.json"), "utf8"));
  const cases: [string, Record<string, string | Uint8Array | object>, string][] = [
    ["a card that is none", { "model.json": "{" }, "model.json: no card can be read from it"],
    ["a card of another task", { "model.json": { task: "identification" } }, "model.json: task:"],
    [
      "a signature of another size",
      { "model.json": { signatureSize: 7 } },
      "comparison.signatureSize: 7 expected",
    ],
    [
      "a signal of other channels",
      { "model.json": { preprocessing: { signal: "velocity" } } },
      "scaler.channels",
    ],
    ["a model that is none", { [MODEL_FILE]: "onnx" }, "model.onnx: the runtime refused the model"],
    ["a cohort that is none", { [COHORT_FILE]: "many" }, "cohort.safetensors: no cohort can be read from it"],
    [
      "a cohort too small",
      {
        [COHORT_FILE]: encodeTensorFile({
          state: null,
          tensors: new Map([["cohort", { shape: [1, 96], data: new Float32Array(96) }]]),
        }),
      },
      "at least 3 signatures of 96 numbers expected, got [1, 96]",
    ],
  ];
  it.each(cases)("with %s is refused, by the file's name", async (_, changes, message) => {
    const broken = mkdtempSync(join(folder, "broken-"));
    await writeEncoderFolder(broken, trained.files);
    for (const [name, content] of Object.entries(changes)) {
      const plain = typeof content === "string" || content instanceof Uint8Array;
      const { preprocessing, ...change } = (plain ? {} : content) as { preprocessing?: object };
      const merged = { ...card(), ...change };
      if (preprocessing) merged.preprocessing = { ...merged.preprocessing, ...preprocessing };
      writeFileSync(join(broken, name), plain ? content : JSON.stringify(merged));
    }
    await expect(loadEncoder(broken)).rejects.toMatchObject({
      code: "bad-model",
      message: expect.stringContaining(message),
    });
  });

  it("that is not there is refused", async () => {
    await expect(loadEncoder(join(folder, "nowhere"))).rejects.toThrow("a file of an encoder expected");
  });
});
