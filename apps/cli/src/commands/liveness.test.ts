import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@wristprint/core";
import { createTrackMaker, FEATURES, generateTracks, type TrackColumns } from "@wristprint/liveness";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../testing/run-here.js";
import { temporaryFolder } from "../testing/small-data.js";

const folder = temporaryFolder();
afterAll(folder.remove);
const type = (...words: string[]) => runHere(folder.path, words);
/** A place in the test's folder. */
const at = (...names: string[]) => join(folder.path, ...names);
const FAST = ["--features", "5", "--copies", "0", "--rounds", "40", "--depth", "3"];

/** As the slider's file has them: stretched by 7, 13 and 3. */
function sliderLine(id: number, { tMs, x, y }: TrackColumns, human: boolean): string {
  const points = Array.from(tMs, (ms, i) =>
    [7 * Math.round(x[i] as number), 13 * Math.round(y[i] as number), 3 * Math.round(ms)].join(),
  );
  return `${id} ${points.join(";")}; 848,189 ${human ? 1 : 0}`;
}

function writeSlider(name: string, seed: string): void {
  const random = createRandom(seed);
  const make = createTrackMaker(random.fork("people"));
  const machines = generateTracks({
    each: 20,
    random,
    generators: ["constant-speed", "constant-acceleration"],
  });
  const lines = [
    ...Array.from({ length: 60 }, (_, i) => sliderLine(i, make(), true)),
    ...machines.map((track, i) => sliderLine(100 + i, track, false)),
  ];
  mkdirSync(at(name), { recursive: true });
  writeFileSync(at(name, "tracks.txt"), `${lines.join("\n")}\n`);
}

const training = (...words: string[]) =>
  type("liveness", "train", "--data", at("known"), "--format", "slider", "--out", at("model"), ...words);

let trained: Awaited<ReturnType<typeof runHere>>;
beforeAll(async () => {
  writeSlider("known", "known");
  writeSlider("other", "other");
  trained = await training(...FAST, "--json");
});

describe("liveness train", () => {
  it("says which features it kept, with which parameters, and what five folds make of the tracks", () => {
    expect(trained).toMatchObject({ code: 0 });
    const { features, parameters, metrics } = JSON.parse(trained.stdout);
    expect(features).toHaveLength(5);
    expect(FEATURES.map(({ name }) => name)).toEqual(expect.arrayContaining(features));
    expect(parameters).toMatchObject({ rounds: 40, maxDepth: 3 });
    expect(metrics).toMatchObject({ humans: 60, machines: 40 });
    expect(metrics.auc).toBeGreaterThan(0.9);
  });

  it("refuses a folder that has something in it, and formats that do not go with the data", async () => {
    const again = await training();
    expect(again).toMatchObject({ code: 2, stderr: expect.stringMatching(/new or empty folder expected/) });
    const more = ["--format", "slider", "--format", "delbot"];
    const two = await type("liveness", "train", "--data", at("known"), ...more, "--out", at("b"));
    expect(two).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/one for each --data expected, got 2 for 1/),
    });
  });
});

describe("liveness evaluate", () => {
  const evaluate = (...words: string[]) =>
    type("liveness", "evaluate", "--model", at("model"), "--format", "slider", ...words, "--json");

  it("measures a detector on other tracks, from a folder and from the file alone", async () => {
    const { code, stdout } = await evaluate("--data", at("other"));
    expect(code).toBe(0);
    const figures = JSON.parse(stdout);
    for (const name of ["precision", "recall", "accuracy", "auc"])
      expect(figures[name]).toBeGreaterThan(0.85);
    for (const name of ["apcer", "bpcer", "apcerAtBpcer1"]) expect(figures[name]).toBeLessThan(0.4);
    expect(figures).toHaveProperty("microsecondsPerTrack");
    expect(JSON.parse((await evaluate("--data", at("other", "tracks.txt"))).stdout)).toEqual(figures);
  });

  it("takes globs for who made what", async () => {
    const { stdout } = await evaluate("--data", at("other"), "--human", "tracks/1?", "--machine", "10?");
    expect(JSON.parse(stdout)).toMatchObject({ humans: 10, machines: 10 });
  });

  it("says what it expected of a folder that is no detector", async () => {
    const result = await type(
      "liveness",
      "evaluate",
      "--model",
      at("known"),
      "--data",
      at("other"),
      "--format",
      "slider",
    );
    expect(result.code).not.toBe(0);
    expect(result.stderr).toMatch(/known\/model\.json: expected a detector's file, found none/);
  });
});
