import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom, fitScaler, type Trace } from "@wristprint/core";
import { type DemonstrationOptions, readDataset, writeDemonstration } from "@wristprint/datasets";
import { createWeights, exportModel } from "@wristprint/neural";
import { blocksOf, createNetwork, parseDefinition } from "@wristprint/recognition";

const { preprocessing } = parseDefinition(
  { name: "made", title: "", task: "identification", data: {}, preprocessing: { blockSize: 32 } },
  "test",
);

/**
 * A network that learnt nothing, as a run would write it, in `model` below a folder; it knows user1, user2, … of the
 * demonstration data that stands in `data`.
 * @returns the data's sessions
 */
export async function writeUntaughtModel(
  folder: string,
  data: DemonstrationOptions & { readonly subjects: number },
  seed: string,
): Promise<readonly Trace[]> {
  await writeDemonstration(join(folder, "data"), data);
  const { traces } = await readDataset({ dir: join(folder, "data"), format: "balabit" });
  const classes = Array.from({ length: data.subjects }, (_, index) => `user${index + 1}`);
  const input = { length: 32, channels: 2, classes: classes.length };
  const network = createNetwork("mcdcnn", { ...input, output: "softmax" });
  const scaler = fitScaler(blocksOf(traces, preprocessing), { kind: "standard", scope: "data" });
  const card = { format: "wristprint-model/1", task: "identification", name: "made", classes, network };
  mkdirSync(join(folder, "model"));
  writeFileSync(
    join(folder, "model", "model.onnx"),
    exportModel(network, createWeights(network, createRandom(seed))),
  );
  writeFileSync(join(folder, "model", "model.json"), JSON.stringify({ ...card, preprocessing, scaler }));
  return traces;
}
