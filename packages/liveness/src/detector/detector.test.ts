import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { generateTracks } from "../generators/generate-tracks.js";
import { createTrackMaker } from "../replay/made-up-tracks.js";
import type { Track } from "../track.js";
import { cutCopy } from "../training/cut-copies.js";
import { DEFAULT_SETTINGS } from "../training/settings.js";
import { type TrainedDetector, trainDetector } from "../training/train-detector.js";
import { createDetector, type Detector } from "./detector.js";
import { loadDetector, writeDetector } from "./detector-files.js";
import { evaluateDetector } from "./evaluate-detector.js";

const settings = {
  ...DEFAULT_SETTINGS,
  copies: 1,
  trees: { ...DEFAULT_SETTINGS.trees, rounds: 30, eta: 0.2, maxDepth: 3 },
  ranking: { ...DEFAULT_SETTINGS.ranking, rounds: 8, maxDepth: 3 },
  worth: { ...DEFAULT_SETTINGS.worth, rounds: 8, maxDepth: 3 },
};
const KINDS = ["constant-speed", "constant-acceleration", "step-and-wait"];

/** Made-up people and simple machines. */
function drawTracks(seed: string, count: number): Track[] {
  const random = createRandom(seed);
  const make = createTrackMaker(random.fork("people"));
  const people = Array.from({ length: 3 * count }, (_, i) => ({
    id: `${i}`,
    family: "made up/people",
    human: true,
    ...make(),
  }));
  return [...people, ...generateTracks({ each: count, random, generators: KINDS })];
}

const options = { name: "test", version: "1", seed: "s", settings, generated: 0 };
let trained: TrainedDetector;
let detector: Detector;
beforeAll(async () => {
  trained = await trainDetector(drawTracks("training", 40), { ...options, random: createRandom("s") });
  detector = createDetector(trained.card, trained.model);
});

it("tells other people and machines apart, on at most nine features", () => {
  expect(trained.card.features.length).toBeLessThanOrEqual(9);
  const { precision, recall, auc, apcer, families } = evaluateDetector(
    detector,
    drawTracks("other", 40),
    () => 0,
  );
  for (const figure of [precision, recall, auc, trained.figures.auc]) expect(figure).toBeGreaterThan(0.95);
  expect(apcer).toBeLessThan(0.06);
  expect(families.map(({ tracks }) => tracks)).toEqual([120, 40, 40, 40]);
});

it("still decides, and mostly right, where points are cut out of tracks", () => {
  const random = createRandom("cut");
  const cut = drawTracks("cut", 40).map((track, i) => cutCopy(track, random.fork(String(i))));
  const { accuracy, tooShort } = evaluateDetector(detector, cut, () => 0);
  expect(accuracy).toBeGreaterThan(0.9);
  expect(tooShort).toBeLessThan(cut.length / 10);
  for (const track of cut) {
    const { probability } = detector.decide(track);
    expect(probability >= 0 && probability <= 1).toBe(true);
  }
});

it("gives reasons that add up to its decision", () => {
  const { slope, offset } = trained.card.calibration;
  const tracks = drawTracks("reasons", 5);
  const bias = trained.model.trees.reduce((sum, tree) => sum + 0.2 * (tree.weight[0] as number), 0);
  for (const track of tracks) {
    const { probability, reasons, human, enough } = detector.decide(track);
    const sum = reasons.reduce((total, { weight }) => total + weight, slope * bias + offset);
    expect(enough).toBe(true);
    expect(Math.log(probability / (1 - probability))).toBeCloseTo(sum, 3);
    expect(human).toBe(detector.accepts(detector.score(track)));
    expect(reasons.map(({ feature }) => feature).sort()).toEqual([...trained.card.features].sort());
  }
});

it("gives a track too short to tell the benefit of the doubt, and says so", () => {
  const point = { tMs: Float64Array.of(0, 8, 16), x: Float32Array.of(1, 2, 3), y: Float32Array.of(1, 1, 1) };
  expect(detector.decide(point)).toEqual({ human: true, probability: 0.5, enough: false, reasons: [] });
});

it("comes back from its folder the same, and the same from the same seed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wristprint-liveness-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await writeDetector(folder, trained.card, trained.model);
  const loaded = await loadDetector(folder);
  const tracks = drawTracks("folder", 5);
  expect(tracks.map(loaded.score)).toEqual(tracks.map(detector.score));
  expect(loaded.card).toEqual(trained.card);

  const card = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
  writeFileSync(join(folder, "model.json"), JSON.stringify({ ...card, threshold: "high" }));
  await expect(loadDetector(folder)).rejects.toThrow(/model\.json: expected a number in threshold/);
  writeFileSync(join(folder, "model.json"), JSON.stringify({ ...card, features: card.features.slice(1) }));
  await expect(loadDetector(folder)).rejects.toMatchObject({ code: "bad-model" });
  await expect(loadDetector(join(folder, "none"))).rejects.toThrow(/expected a detector's file, found none/);
});

it("refuses too few tracks of a class", async () => {
  const people = drawTracks("few", 10).filter(({ human }) => human);
  await expect(trainDetector(people, { ...options, random: createRandom(1) })).rejects.toThrow(
    /at least 24 tracks of machines, found 0/,
  );
});
