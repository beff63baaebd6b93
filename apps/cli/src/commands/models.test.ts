import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ARCHITECTURES } from "@wristprint/recognition";
import { afterAll, describe, expect, it } from "vitest";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { runHere } from "../testing/run-here.js";
import { temporaryFolder } from "../testing/small-data.js";

const folder = temporaryFolder();
afterAll(folder.remove);
const ENCODER = join(REPOSITORY_ROOT, "models", "encoder");

const type = (...words: string[]) => runHere(folder.path, words);

const jsonOf = async (...words: string[]) => JSON.parse((await type(...words, "--json")).stdout);

describe("models list", () => {
  it("has every architecture, and the trained models that come with wristprint", async () => {
    const { architectures, models } = await jsonOf("models", "list");
    expect(architectures.map(({ name }: { name: string }) => name)).toEqual(
      ARCHITECTURES.map(({ name }) => name),
    );
    expect(architectures[0]).toMatchObject({ name: "mcdcnn", parameters: 20_870, receptiveField: 10 });
    expect(models).toContainEqual(
      expect.objectContaining({ task: "encoder", architecture: "signature", name: "encoder-sapimouse" }),
    );
    expect(models).toContainEqual(expect.objectContaining({ task: "liveness", name: "liveness" }));
    const { stdout } = await type("models", "list");
    for (const { name, source } of ARCHITECTURES) {
      expect(stdout).toMatch(new RegExp(`^${name} `, "m"));
      expect(stdout).toContain(source);
    }
  });
});

describe("models describe", () => {
  it("tells an architecture's layers, those inside others set in", async () => {
    const { code, stdout } = await type("models", "describe", "mcdcnn");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^towers_1 +120 +13,000 +128$/m);
    expect(stdout).toMatch(/^ {5}conv1d_2 +60 filters, stride 1, valid, kernel 3 +60 × 60 +7,260 +10$/m);
    expect(stdout).toMatch(/^dense_2 +10 units +10 +610 +128$/m);
    expect(stdout).toContain("20,870 parameters; a place along time sees 10 of 128 differences");
  });

  it("takes other blocks and numbers of classes", async () => {
    const words = ["--signal", "sixChannel", "--block-size", "64", "--classes", "2"];
    const described = await jsonOf("models", "describe", "fcn", ...words);
    expect(described).toMatchObject({ input: { length: 64, channels: 6 }, classes: 2, output: "sigmoid" });
  });

  it("tells a trained model by its folder and by its file, with what its card says", async () => {
    for (const path of [ENCODER, join(ENCODER, "model.onnx"), join(ENCODER, "model.json")]) {
      const described = await jsonOf("models", "describe", path);
      expect(described).toMatchObject({
        name: "signature",
        classes: 72,
        file: { task: "encoder", name: "encoder-sapimouse", preprocessing: { signal: "sixChannel" } },
      });
    }
  });

  it("draws", async () => {
    const svg = join(folder.path, "drawn.svg");
    const { stdout } = await type("models", "describe", "tcnn", "--svg", svg);
    expect(stdout).toContain(`Drawing: ${svg}`);
    const drawn = readFileSync(svg, "utf8");
    expect(drawn).toMatch(/^<svg /);
    expect(drawn).toContain("tcnn: 1,936 parameters");
  });

  it.each<[string, string[], RegExp]>([
    [
      "a name of nothing",
      ["mcdcn"],
      /^wristprint: mcdcn: a model's file or folder expected, or one of mcdcnn, /,
    ],
    [
      "a trained model of other classes",
      [ENCODER, "--classes", "3"],
      /--classes: an architecture's name expected/,
    ],
    ["a size too small", ["mcdcnn", "--block-size", "4"], /^wristprint: .*4/],
    ["a folder without a model", [folder.path], /model\.json: a model's file expected/],
  ])("refuses %s in one line", async (_, words, reason) => {
    const { code, stdout, stderr } = await type("models", "describe", ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(reason);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  it("asks which, of a run with a model for each user", async () => {
    mkdirSync(join(folder.path, "run", "models"), { recursive: true });
    writeFileSync(join(folder.path, "run", "models", "ann.json"), "{}");
    const { code, stderr } = await type("models", "describe", "run");
    expect(code).toBe(2);
    expect(stderr).toMatch(/run: one model expected, models\/ there holds ann\.json/);
  });
});
