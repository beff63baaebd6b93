import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunResult } from "@wristprint/recognition";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "../testing/run-here.js";
import { jsonOf, runWristprint } from "../testing/run-wristprint.js";
import { SMALL_RUN, temporaryFolder, writeSmallData } from "../testing/small-data.js";

type Run = RunResult & { readonly out: string };

const folder = temporaryFolder();
const data = join(folder.path, "data");
const outOf = (name: string) => join(folder.path, name);
beforeAll(() => writeSmallData(data));
afterAll(folder.remove);

function experiment(out: string, ...words: string[]): Promise<Run> {
  const name = ["experiment", "run", "demonstration-authentication"];
  return jsonOf<Run>([...name, "--data", data, "--out", out, ...SMALL_RUN, ...words]);
}

/** The run's metrics.json without the one thing that may differ: the time it took. */
function metricsText(out: string): string {
  return readFileSync(join(out, "metrics.json"), "utf8").replace(/"seconds": [\d.]+/, "");
}

describe("experiment run", () => {
  it("writes the files it names, and prints what metrics.json holds and where", async () => {
    const out = outOf("run");
    const { out: printedOut, ...result } = await experiment(out);
    expect(printedOut).toBe(out);
    expect(result).toEqual(JSON.parse(readFileSync(join(out, "metrics.json"), "utf8")));
    expect(result).toMatchObject({ name: "demonstration-authentication", seed: 1 });
    for (const file of result.files) expect(existsSync(join(out, file)), file).toBe(true);
    expect(result.files).toEqual(
      expect.arrayContaining(["experiment.json", "report.html", "models/user1.onnx", "models/user1.json"]),
    );
    const { auc, eer, accuracy } = result.metrics;
    for (const metric of [auc, eer, accuracy]) {
      expect(Object.keys(metric?.perUser ?? {})).toEqual(["user1", "user2", "user3"]);
    }
    expect(auc).toMatchObject({ mean: expect.any(Number), sd: expect.any(Number), gini: expect.any(Number) });
    expect(readdirSync(folder.path).filter((name) => name.startsWith("run."))).toEqual([]);
  });

  it("gives the same metrics from the same seed whatever the workers, others from another seed", async () => {
    await experiment(outOf("one"), "--workers", "1", "--seed", "7");
    await experiment(outOf("two"), "--workers", "2", "--seed", "7");
    await experiment(outOf("other"), "--seed", "8");
    expect(metricsText(outOf("two"))).toBe(metricsText(outOf("one")));
    expect(metricsText(outOf("other"))).not.toBe(metricsText(outOf("one")));
  });

  it("gives the same from a store, in words where no JSON is asked for, with progress on stderr", async () => {
    const store = outOf("data.parquet");
    await jsonOf(["datasets", "import", data, "--format", "balabit", "--out", store]);
    const out = outOf("from-store");
    const words = ["experiment", "run", "demonstration-authentication", "--data", store, "--out", out];
    const { code, stdout, stderr } = await runWristprint([...words, ...SMALL_RUN]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^demonstration-authentication, seed 1, /);
    expect(stdout).toMatch(/^AUC +0\.\d{4} /m);
    expect(stdout).toContain(join(out, "report.html"));
    for (const line of stderr.trim().split("\n")) expect(line).toMatch(/^(reading|training): /);
    expect(metricsText(out)).toBe(metricsText(outOf("run")));
  });

  it("runs models that learn from their owners alone, in threads, and says when each is there", async () => {
    const out = outOf("one-class");
    const words = [
      "experiment",
      "run",
      "demonstration-one-class",
      "--data",
      data,
      "--out",
      out,
      "--workers",
      "2",
    ];
    const { code, stdout, stderr } = await runWristprint([...words, "--set", "split.test.count=5"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^demonstration-one-class, seed 1, /);
    expect(stderr).toContain("3 of 3 models");
    expect(existsSync(join(out, "models", "user2.safetensors"))).toBe(true);
    const described = await runHere(out, ["models", "describe", "models/user2.json"]);
    expect(described.stdout).toMatch(/models.user2\.safetensors: user2's, .*, learnt from nobody else\n/);
    const drawn = await runHere(out, ["models", "describe", "models/user2.json", "--svg", "user2.svg"]);
    expect(drawn).toMatchObject({ code: 2, stderr: expect.stringContaining("has no layers") });
  });

  it("is quiet when it is told to, and writes to runs/NAME in the current folder", async () => {
    const words = ["experiment", "run", "demonstration-authentication", "--data", "data", "--quiet"];
    const { code, stderr } = await runWristprint([...words, ...SMALL_RUN], { cwd: folder.path });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(existsSync(outOf("runs/demonstration-authentication/metrics.json"))).toBe(true);
  });
});

describe("experiment list", () => {
  it("names the experiments with their titles", async () => {
    const { experiments } = await jsonOf<{ experiments: readonly object[] }>(["experiment", "list"]);
    expect(experiments).toContainEqual({
      name: "demonstration-authentication",
      title: expect.stringContaining("Demonstration"),
      task: "authentication",
      file: expect.stringMatching(/demonstration-authentication\.json$/),
    });
  });
});

describe("experiment protocols", () => {
  it("names the protocols with the experiments that follow them", async () => {
    const { code, stdout } = await runHere(folder.path, ["experiment", "protocols", "--json"]);
    expect(code).toBe(0);
    const { protocols, byCommand } = JSON.parse(stdout) as {
      protocols: { name: string; experiments: string[] }[];
      byCommand: { name: string; command: string }[];
    };
    const challenge = byCommand.find(({ name }) => name === "balabit-challenge");
    expect(challenge?.command).toMatch(/^evaluate sessions /);
    const random = protocols.find(({ name }) => name === "random-70");
    expect(random?.experiments).toContain("balabit-authentication-plain-all-random");
  });
});

describe("train", () => {
  const train = (...words: string[]) =>
    jsonOf<Run>([
      "train",
      "--data",
      data,
      "--format",
      "balabit",
      "--epochs",
      "1",
      "--test-blocks",
      "5",
      ...words,
    ]);

  it("trains one user's model, or one that tells all apart", async () => {
    const [one, all] = await Promise.all([
      train("--task", "authentication", "--user", "user2", "--out", outOf("one-user")),
      train("--task", "identification", "--out", outOf("everyone")),
    ]);
    expect(one.files).toEqual(expect.arrayContaining(["model.onnx", "model.json"]));
    expect(Object.keys(one.metrics.auc?.perUser ?? {})).toEqual(["user2"]);
    expect(all.files).toEqual(expect.arrayContaining(["model.onnx", "model.json"]));
    expect(all.metrics.accuracy).toMatchObject({ value: expect.any(Number), perUser: expect.any(Object) });
  });
});

describe("demo", () => {
  it("uses the data that is there and says in plain words what was done", async () => {
    const out = outOf("demo");
    const { code, stdout, stderr } = await runWristprint([
      "demo",
      "--out",
      out,
      "--data",
      data,
      ...SMALL_RUN,
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain("generated before");
    expect(stdout).toContain("for each of 3 made-up people a network learned");
    expect(stdout).toContain(join(out, "report.html"));
  });
});
