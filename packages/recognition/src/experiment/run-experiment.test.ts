import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyScaler, type Trace } from "@wristprint/core";
import { loadModel } from "@wristprint/neural";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { blocksOf } from "./blocks-of.js";
import { parseDefinition } from "./definition.js";
import { type RunExperimentOptions, type RunProgress, runExperiment } from "./run-experiment.js";

const TRACES = sampleTraces({ subjects: 3, sessions: 2, events: 400 });

/** Settings with which the loss soon is no number. */
const DIVERGING = 'training.optimiser={"kind":"sgd","learningRate":1e38}';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-experiment-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(name: string, settings: readonly string[], options: Partial<RunExperimentOptions> = {}) {
  return runExperiment({
    traces: TRACES,
    definition: sampleDefinition(...settings),
    out: join(folder, name),
    format: "demonstration",
    workers: 1,
    clock: () => 0,
    ...options,
  });
}

function read(name: string, file: string): string {
  return readFileSync(join(folder, name, file), "utf8");
}

/** Every file of a run by name. */
function contents(name: string): Record<string, string> {
  const names = readdirSync(join(folder, name), { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    paths
      .sort()
      .map((path) => [path.slice(join(folder, name).length + 1), readFileSync(path).toString("base64")]),
  );
}

/** Rows of a CSV without quoted fields. */
function table(csv: string): Record<string, string>[] {
  const [head = [], ...rows]: string[][] = csv
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
  return rows.map((fields) =>
    Object.fromEntries(head.map((column, index) => [column, fields[index] as string])),
  );
}

/** The share of pairs in which the mated score is higher, a tie counting half: the AUC by its meaning. */
function pairsWon(mated: readonly number[], others: readonly number[]): number {
  const won = mated.flatMap<number>((own) =>
    others.map((other): number => (own > other ? 1 : own === other ? 0.5 : 0)),
  );
  return won.reduce((sum, value) => sum + value, 0) / won.length;
}

const PLOTS = ["by-blocks.svg", "det.svg", "roc-log.svg", "roc.svg", "training.svg", "user-auc.svg"];
const TEXTS = ["experiment.json", "metrics.json", "per-user.csv", "report.html", "scores.csv"];

describe("an authentication run", () => {
  beforeAll(() => run("authentication", []));

  it("leaves a report, plots, figures, scores and a model with its card for each user", async () => {
    const models = ["user1", "user2", "user3"].flatMap((user) => [
      `models/${user}.json`,
      `models/${user}.onnx`,
    ]);
    expect(Object.keys(contents("authentication"))).toEqual(
      [...PLOTS, ...TEXTS, "decisions.csv", "scores.svg", ...models].sort(),
    );
    const metrics = JSON.parse(read("authentication", "metrics.json"));
    expect(metrics.files).toEqual(Object.keys(contents("authentication")));
    expect(metrics).toMatchObject({ name: "small", seed: 1, seconds: 0 });
    expect(Object.keys(metrics.metrics.auc.perUser)).toEqual(["user1", "user2", "user3"]);
  });

  it("has the figures that its scores.csv gives", () => {
    const { metrics } = JSON.parse(read("authentication", "metrics.json"));
    const rows = table(read("authentication", "scores.csv"));
    expect(rows).toHaveLength(3 * 3 * 6);
    for (const user of ["user1", "user2", "user3"]) {
      const own = rows.filter(({ model }) => model === user);
      expect(own.every(({ mated, subject }) => mated === (subject === user ? "1" : "0"))).toBe(true);
      const scores = (mated: string) =>
        own.filter((row) => row.mated === mated).map(({ score }) => Number(score));
      expect(metrics.auc.perUser[user]).toBeCloseTo(pairsWon(scores("1"), scores("0")), 12);
      const right = [scores("1").map((s) => s >= 0.5), scores("0").map((s) => s < 0.5)];
      const shares = right.map((side) => side.filter(Boolean).length / side.length);
      expect(metrics.accuracy.perUser[user]).toBeCloseTo(
        ((shares[0] as number) + (shares[1] as number)) / 2,
        12,
      );
    }
    expect(table(read("authentication", "per-user.csv")).map(({ user, auc }) => [user, Number(auc)])).toEqual(
      Object.entries(metrics.auc.perUser),
    );
  });

  it("is of unseen impostors alone where some are, with those learnt from beside it", async () => {
    await run("unseen", ["impostors={}", "preprocessing.scaling.kind=none"]);
    const { metrics } = JSON.parse(read("unseen", "metrics.json"));
    const rows = table(read("unseen", "scores.csv"));
    for (const user of ["user1", "user2", "user3"]) {
      const card = JSON.parse(read("unseen", `models/${user}.json`));
      const own = rows.filter(({ model }) => model === user);
      const subjects = [...new Set(own.map(({ subject }) => subject))];
      expect([...subjects, ...card.training.learntFromAsImpostors].sort()).toEqual([
        "user1",
        "user2",
        "user3",
      ]);
      const scores = (mated: string) =>
        own.filter((row) => row.mated === mated).map(({ score }) => Number(score));
      expect(metrics.auc.perUser[user]).toBeCloseTo(pairsWon(scores("1"), scores("0")), 12);
    }
    const blocks = (list: { blocks: number }[]) => list.map((row) => row.blocks);
    expect(blocks(metrics.impostorsLearntFrom)).toEqual(blocks(metrics.byBlocks));
    expect(metrics.impostorsLearntFrom[0].auc).not.toBe(metrics.byBlocks[0].auc);
    expect(read("unseen", "report.html")).toContain("The same, impostors whom the models learnt from");
  });

  it("can be repeated from its own experiment.json", () => {
    const { protocol, versions, ...definition } = JSON.parse(read("authentication", "experiment.json"));
    expect(parseDefinition(definition, "experiment.json")).toEqual(sampleDefinition());
    expect(protocol).toMatch(/^First 6 blocks of each user for the test, all other blocks for training/);
    expect(Object.keys(versions)).toEqual(["wristprint", "node"]);
  });

  it("has models that give its scores to blocks made as their cards say", async () => {
    const card = JSON.parse(read("authentication", "models/user2.json"));
    expect(card).toMatchObject({
      format: "wristprint-model/1",
      task: "authentication",
      classes: ["other", "user2"],
      architecture: "mcdcnn",
      input: { length: 32, channels: ["logVelocityX", "logVelocityY"] },
    });
    const onnx = readFileSync(join(folder, "authentication", "models/user2.onnx"));
    const predictor = await loadModel(onnx, {
      length: card.input.length,
      channels: card.input.channels.length,
    });
    for (const user of ["user1", "user2", "user3"]) {
      const traces = TRACES.filter(({ subject }) => subject === user);
      const { data } = applyScaler(blocksOf(traces, card.preprocessing), card.scaler);
      const { scores } = await predictor.predict(data.subarray(0, 6 * 32 * 2));
      const told = table(read("authentication", "scores.csv")).filter(
        ({ model, subject }) => model === "user2" && subject === user,
      );
      expect(told.map(({ block }) => block)).toEqual(["0", "1", "2", "3", "4", "5"]);
      told.forEach(({ score }, block) => {
        expect(Number(score)).toBeCloseTo(scores[2 * block + card.classes.indexOf("user2")] as number, 5);
      });
    }
    await predictor.release();
  });

  it("gives the same bytes for the same seed, and other figures for another", async () => {
    await run("again", []);
    expect(contents("again")).toEqual(contents("authentication"));
    await run("another", ["seed=2"]);
    expect(read("another", "scores.csv")).not.toBe(read("authentication", "scores.csv"));
  });

  it("stopped in the middle goes on where it was, and ends with the same bytes", async () => {
    const seen: RunProgress[] = [];
    const stop = new Error("stop");
    // The second model's first epoch is done then.
    const onProgress = (progress: RunProgress) => {
      seen.push(progress);
      if (progress.modelsDone === 1 && progress.epoch !== undefined) throw stop;
    };
    await expect(run("stopped", [], { onProgress })).rejects.toBe(stop);
    expect(existsSync(join(folder, "stopped"))).toBe(false);
    expect(seen.map(({ model, epoch }) => [model, epoch?.epoch])).toEqual([
      ["user1", 1],
      ["user1", 2],
      ["user1", undefined],
      ["user2", 1],
    ]);
    const resumed: (readonly [string, number | undefined])[] = [];
    await run("stopped", [], { onProgress: ({ model, epoch }) => resumed.push([model, epoch?.epoch]) });
    // The last epoch of each checkpoint is told again, none is trained again.
    expect(resumed.slice(0, 4)).toEqual([
      ["user1", 2],
      ["user1", undefined],
      ["user2", 1],
      ["user2", 2],
    ]);
    expect(contents("stopped")).toEqual(contents("authentication"));
    expect(readdirSync(folder).filter((name) => name.startsWith("stopped"))).toEqual(["stopped"]);
  });

  it("on hard cases and made-up blocks goes on after every stop, and ends with the same figures", async () => {
    const settings = ['users=["user2"]', "hardCases={}", 'synthetic={"copies":1}'];
    const unbroken = await run("ways", settings, { figuresOnly: true });
    // In the second earlier model, then in the last one.
    for (const done of [1, 2]) {
      const stop = new Error("stop");
      const onProgress = ({ modelsDone, modelsTotal, epoch }: RunProgress) => {
        expect(modelsTotal).toBe(3);
        if (modelsDone === done && epoch !== undefined) throw stop;
      };
      await expect(run("ways again", settings, { figuresOnly: true, onProgress })).rejects.toBe(stop);
    }
    const resumed = await run("ways again", settings, { figuresOnly: true });
    expect(resumed.metrics).toEqual(unbroken.metrics);
  });

  it("of one named user writes one model, with the figures it has in the whole run", async () => {
    await run("one", ['users=["user2"]']);
    const files = Object.keys(contents("one"));
    expect(files.filter((file) => file.startsWith("model"))).toEqual(["model.json", "model.onnx"]);
    const [one, all] = ["one", "authentication"].map(
      (name) => JSON.parse(read(name, "metrics.json")).metrics,
    );
    for (const figure of ["auc", "accuracy", "eer", "fnmrAtFmr1"]) {
      expect(one[figure].perUser).toEqual({ user2: all[figure].perUser.user2 });
    }
    expect(readFileSync(join(folder, "one", "model.onnx"))).toEqual(
      readFileSync(join(folder, "authentication", "models/user2.onnx")),
    );
  });

  it("keeps users apart whose names are odd, and writes nothing outside its folder", async () => {
    const names = ["a/../b", "..", 'Ünï 🖱, "x"'];
    const traces = TRACES.map(
      (trace): Trace => ({ ...trace, subject: names[Number(trace.subject.slice(4)) - 1] as string }),
    );
    await run("odd", [], { traces });
    const models = readdirSync(join(folder, "odd", "models"));
    expect(models).toHaveLength(6);
    const cards = models
      .filter((file) => file.endsWith(".json"))
      .map((file) => JSON.parse(read("odd", `models/${file}`)));
    expect(cards.map(({ classes }) => classes[1]).sort()).toEqual([...names].sort());
    expect(Object.keys(JSON.parse(read("odd", "metrics.json")).metrics.auc.perUser)).toEqual(names);
    expect(readdirSync(folder).filter((name) => name.startsWith("odd"))).toEqual(["odd"]);
  });
});

describe("an identification run", () => {
  const traces = sampleTraces({ subjects: 3, sessions: 2, events: 1500 });
  const settings = ["task=identification", "preprocessing.signal=sixChannel", "training.epochs=15"];
  beforeAll(() => run("identification", settings, { traces }));

  it("tells people apart who are easy to tell apart", () => {
    const { auc } = JSON.parse(read("identification", "metrics.json")).metrics;
    expect(auc.mean).toBeGreaterThan(0.75);
  });

  it("leaves one model with its card, and the plots of identification", () => {
    expect(Object.keys(contents("identification"))).toEqual(
      [...PLOTS, ...TEXTS, "cmc.svg", "confusion.svg", "model.json", "model.onnx"].sort(),
    );
  });

  it("has the figures that its scores.csv gives", () => {
    const { metrics } = JSON.parse(read("identification", "metrics.json"));
    const rows = table(read("identification", "scores.csv"));
    const right = rows.filter(({ subject, predicted }) => subject === predicted);
    expect(metrics.accuracy.value).toBeCloseTo(right.length / rows.length, 12);
    for (const user of ["user1", "user2", "user3"]) {
      const own = rows.filter(({ subject }) => subject === user);
      const score = (row: Record<string, string>) => Number(row[user]);
      expect(metrics.accuracy.perUser[user]).toBeCloseTo(
        own.filter(({ predicted }) => predicted === user).length / own.length,
        12,
      );
      const others = rows.filter(({ subject }) => subject !== user);
      expect(metrics.auc.perUser[user]).toBeCloseTo(pairsWon(own.map(score), others.map(score)), 12);
      for (const row of own) {
        expect(Number(row.user1) + Number(row.user2) + Number(row.user3)).toBeCloseTo(1, 5);
      }
    }
  });

  it("has a model that gives its scores to blocks made as its card says", async () => {
    const card = JSON.parse(read("identification", "model.json"));
    expect(card.classes).toEqual(["user1", "user2", "user3"]);
    const onnx = readFileSync(join(folder, "identification", "model.onnx"));
    const predictor = await loadModel(onnx, {
      length: card.input.length,
      channels: card.input.channels.length,
    });
    const own = traces.filter(({ subject }) => subject === "user3");
    const { data } = applyScaler(blocksOf(own, card.preprocessing), card.scaler);
    const { scores } = await predictor.predict(data.subarray(0, 6 * 32 * 6));
    await predictor.release();
    const told = table(read("identification", "scores.csv")).filter(({ subject }) => subject === "user3");
    told.forEach((row, block) => {
      card.classes.forEach((user: string, column: number) => {
        expect(Number(row[user])).toBeCloseTo(scores[3 * block + column] as number, 5);
      });
    });
  });
});

describe("a run that cannot be", () => {
  it.each<[string, readonly string[], string]>([
    ["a user the data has not", ['users=["user9"]'], "bad-definition"],
    ["too few blocks", ["split.test.count=500"], "not-enough-data"],
    ["too few test blocks for a decision", ["evaluation.blocks=[7]"], "not-enough-data"],
    ["a training that diverges", [DIVERGING], "training-failed"],
    ["blocks too short for the network", ["preprocessing.blockSize=4"], "bad-definition"],
  ])("for %s is refused by this room and leaves no result", async (what, settings, code) => {
    const error = await run("refused", settings).catch((reason: unknown) => reason);
    expect(error, what).toBeInstanceOf(RecognitionError);
    expect((error as RecognitionError).code, String(error)).toBe(code);
    expect(existsSync(join(folder, "refused"))).toBe(false);
  });
});
