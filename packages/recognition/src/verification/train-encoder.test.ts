import { streamBlocks, type Trace } from "@wristprint/core";
import { exportModel, type Network, readModel } from "@wristprint/neural";
import { beforeAll, describe, expect, it } from "vitest";
import { createEmbedder } from "../encoder/embedder.js";
import { TINY_SETTINGS, tinyTraces, trainTinyEncoder } from "../testing/tiny-encoder.js";
import type { TrainedEncoder } from "./train-encoder.js";

let trained: TrainedEncoder;
beforeAll(async () => {
  trained = await trainTinyEncoder();
}, 120_000);

describe("training an encoder", () => {
  it("tells people apart whom it never saw, better than chance, and says how well", () => {
    const { metrics, files } = trained;
    if (!metrics) throw new Error("figures of the evaluation subjects expected");
    expect(metrics).toMatchObject({ subjects: 3, sessions: { enrol: 3, probe: 3 } });
    expect(metrics.byBlocks.map(({ blocks }) => blocks)).toEqual([1, 3]);
    for (const { auc, aucInterval, cllr } of metrics.byBlocks) {
      expect(auc).toBeGreaterThan(0.6);
      expect(aucInterval[0]).toBeLessThanOrEqual(auc);
      expect(aucInterval[1]).toBeGreaterThanOrEqual(auc);
      expect(cllr).toBeGreaterThan(0);
    }
    const { mated, nonMated } = metrics.sequential;
    expect([mated.sequences, nonMated.sequences]).toEqual([3, 6]);
    for (const { accepted, rejected, undecided } of [mated, nonMated]) {
      expect(accepted + rejected + undecided).toBeCloseTo(1, 12);
    }
    expect(files.card).toMatchObject({
      name: "tiny",
      command: "a test",
      metrics: { byBlocks: metrics.byBlocks },
    });
  });

  it("gives the same files from the same seed, others from another", async () => {
    const again = await trainTinyEncoder();
    expect(again.files).toEqual(trained.files);
    const other = await trainTinyEncoder({ seed: 2 });
    expect(other.files.onnx).not.toEqual(trained.files.onnx);
  }, 120_000);

  it("does not look at the people whom it is measured on", async () => {
    const changed = tinyTraces().map((trace) =>
      Number(trace.subject.slice(4)) < 7 ? trace : { ...trace, x: trace.x.map((x) => 2 * x) },
    );
    const { files } = await trainTinyEncoder({}, changed);
    expect(files.onnx).toEqual(trained.files.onnx);
    expect(files.cohort).toEqual(trained.files.cohort);
    expect(files.card.comparison).toEqual(trained.files.card.comparison);
    expect(files.card.metrics).not.toEqual(trained.files.card.metrics);
  }, 120_000);

  it("learns from mirrored people and stretches of longer blocks, and makes no figures where nobody is to be measured", async () => {
    const mirrored = await trainTinyEncoder({
      mirrors: ["leftRight"],
      data: { development: ["user1..user6"] },
      preprocessing: { ...TINY_SETTINGS.preprocessing, trainingSize: 47 },
      training: { ...TINY_SETTINGS.training, epochs: 1 },
    });
    expect(mirrored.metrics).toBeUndefined();
    expect(mirrored.files.card).toMatchObject({ training: { mirrors: ["leftRight"] } });
    expect(mirrored.files.card).not.toHaveProperty("metrics");
    expect(mirrored.files.cohort).toHaveLength(6 * mirrored.files.card.signatureSize);
    expect(mirrored.files.onnx).not.toEqual(trained.files.onnx);
  }, 120_000);

  it("joins members to one network, whose signatures are theirs side by side", async () => {
    const untimed = { signal: "untimed" };
    const training = { ...TINY_SETTINGS.training, epochs: 1 };
    const epochs: string[] = [];
    const joined = await trainTinyEncoder(
      { training: { ...training, members: ["sixChannel", untimed] } },
      tinyTraces(),
      (network) => epochs.push(network),
    );
    expect(epochs).toEqual(
      ["fold 1", "fold 2", "all"].flatMap((name) => [1, 2].map((member) => `${name}, member ${member}`)),
    );
    const { card, onnx, cohort } = joined.files;
    expect(card).toMatchObject({
      signatureSize: 192,
      comparison: { signatureSize: 192 },
      training: { members: ["sixChannel", untimed] },
    });
    expect(cohort).toHaveLength(6 * 192);
    // No architecture tells its layers, so its card does.
    expect(exportModel(card.network as Network, readModel(onnx).weights)).toEqual(onnx);
    const { preprocessing, scaler, signatureSize } = card;
    const embedder = await createEmbedder({ onnx, preprocessing, scaler, signatureSize });
    const blocks = streamBlocks(tinyTraces()[0] as Trace, preprocessing);
    const signatures = await embedder.embed(blocks.data);
    await embedder.release();
    expect(signatures).toHaveLength(192 * blocks.count);
    for (let at = 0; at < signatures.length; at += 96) {
      expect(Math.hypot(...signatures.subarray(at, at + 96))).toBeCloseTo(Math.SQRT1_2, 6);
    }
  }, 120_000);

  it("refuses people and sessions that are not there", async () => {
    const data = { development: ["user1..user6"], evaluation: ["user9..user12"] };
    await expect(trainTinyEncoder({ data })).rejects.toThrow("data.evaluation: no session of user10, user11");
    await expect(trainTinyEncoder({ probe: "third" })).rejects.toThrow('"third" names no session');
  }, 120_000);
});
