import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { towers } from "@wristprint/neural";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readModelFile } from "../model-file/read-model-file.js";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { runExperiment } from "./run-experiment.js";

const TRACES = sampleTraces({ subjects: 3, sessions: 2, events: 400 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-members-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, ...settings: string[]) {
  const epochs: string[] = [];
  const out = join(folder, name);
  await runExperiment({
    traces: TRACES,
    definition: sampleDefinition("task=identification", "training.validationShare=0", ...settings),
    out,
    format: "demonstration",
    workers: 1,
    clock: () => 0,
    onProgress: ({ model, epoch, modelsDone, modelsTotal }) =>
      epochs.push(epoch ? `${model}: ${epoch.epoch}` : `${modelsDone} of ${modelsTotal}`),
  });
  return { out, epochs };
}

it("leaves one model of several networks, which learn from seeds of their own", async () => {
  const { out, epochs } = await run("two", "training.members=2", "training.epochs=1");
  expect(epochs).toEqual(["identification, member 1: 1", "1 of 2", "identification, member 2: 1", "2 of 2"]);
  expect(readdirSync(out).filter((name) => name.startsWith("model"))).toEqual(["model.json", "model.onnx"]);
  const { network, weights, card } = readModelFile(out);
  expect(network.layers.map(({ kind }) => kind)).toEqual(["towers", "features", "dense"]);
  expect(card).toMatchObject({ training: { members: 2 } });
  const kernels = [...weights].filter(([name]) => /^conv1d_\d+\/kernel$/.test(name));
  // mcdcnn has four convolutions.
  expect(kernels).toHaveLength(8);
  expect(kernels[0]?.[1].shape).toEqual(kernels[4]?.[1].shape);
  expect(kernels[0]?.[1].data).not.toEqual(kernels[4]?.[1].data);
  const { protocol } = JSON.parse(readFileSync(join(out, "experiment.json"), "utf8"));
  expect(protocol).toContain("each model the mean of 2 networks");
});

it("lets members see channels of their own, and learn from blocks longer than they take", async () => {
  const longer = ["preprocessing.trainingStride=32", "preprocessing.trainingSize=63"];
  const scaling = 'preprocessing.scaling={"kind":"standard","scope":"data"}';
  const settings = ["preprocessing.signal=sixChannel", "training.epochs=1", scaling, ...longer];
  const { out } = await run("signals", ...settings, 'training.members=["sixChannel","untimed"]');
  const { network } = readModelFile(out);
  const [trunks] = network.layers as [ReturnType<typeof towers>];
  expect(network.input.length).toBe(32);
  expect(trunks.towers.map(([first]) => first)).toMatchObject([
    { kind: "towers" },
    // Displacement and button, of velocity, displacement, time and button.
    { kind: "keepChannels", channels: [2, 3, 5] },
  ]);
});

it("lets members have architectures of their own", async () => {
  const members = '[{"architecture":"fcn"},{"signal":"untimed"},{"architecture":"fcn","signal":"untimed"}]';
  const settings = ["preprocessing.signal=sixChannel", "training.epochs=1"];
  const { out } = await run("architectures", ...settings, `training.members=${members}`);
  const { network } = readModelFile(out);
  const [trunks] = network.layers as [ReturnType<typeof towers>];
  const convolutions = trunks.towers.map((layers) => layers.filter(({ kind }) => kind === "conv1d").length);
  // mcdcnn has its own in towers.
  expect(convolutions).toEqual([3, 0, 3]);
});

it("refuses members that see more than there is, before any is trained", async () => {
  await expect(run("more", 'training.members=["logVelocity","untimed"]')).rejects.toMatchObject({
    code: "bad-definition",
    message: "training.members: untimed has the channel logDisplacementX, which logVelocity has not",
  });
});

it("refuses networks that cannot be joined before any is trained", async () => {
  const members = 'training.members=[{"architecture":"signature"},{"architecture":"mcdcnn"}]';
  await expect(run("cosine", members)).rejects.toMatchObject({
    code: "bad-definition",
    message: expect.stringMatching(/^training\.members: one of signature and mcdcnn /),
  });
});
