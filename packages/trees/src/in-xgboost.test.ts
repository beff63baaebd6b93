/** Our models in XGBoost itself, where one is installed (Debian's python3-xgboost). */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "@wristprint/core";
import { expect, test } from "vitest";
import { createMatrix, predictMargin, toXgboostJson, trainTrees } from "./index.js";

const PYTHONS = [process.env.PYTHON, "/usr/bin/python3", "python3"].filter((path) => path !== undefined);
const SCRIPT = fileURLToPath(new URL("./testing/predict.py", import.meta.url));
/** On a busy machine XGBoost's threads wait for one another by turning in circles. */
const ENVIRONMENT = { ...process.env, OMP_NUM_THREADS: "1" };

const python = PYTHONS.find((path) => {
  try {
    execFileSync(path, ["-c", "import xgboost"], { stdio: "ignore", env: ENVIRONMENT });
    return true;
  } catch {
    return false;
  }
});

test.skipIf(python === undefined)(
  `a model trained here predicts the same in XGBoost${python ? "" : " (skipped: no python3-xgboost)"}`,
  async () => {
    const random = createRandom("in XGBoost");
    const rows = 500;
    const columns = 6;
    const missing = () => (random.uniform() < 0.1 ? Number.NaN : random.normal());
    const data = Float32Array.from({ length: rows * columns }, missing);
    const labels = Array.from({ length: rows }, (_, row) => (data[row * columns] > random.normal() ? 1 : 0));
    const matrix = createMatrix(rows, columns, data);
    const folder = mkdtempSync(join(tmpdir(), "wristprint-trees-"));
    try {
      for (const treeMethod of ["exact", "hist"] as const) {
        const parameters = { treeMethod, rounds: 30, maxDepth: 5, baseScore: 0.4, subsample: 0.8 };
        const model = await trainTrees(matrix, labels, parameters, { random });
        writeFileSync(join(folder, "model.json"), toXgboostJson(model));
        writeFileSync(join(folder, "data.f32"), data);
        const files = [join(folder, "model.json"), String(rows), String(columns), join(folder, "data.f32")];
        const printed = execFileSync(python as string, [SCRIPT, ...files], { env: ENVIRONMENT });
        const theirs = Float32Array.from(JSON.parse(printed.toString()) as number[]);
        const differences = predictMargin(model, matrix).map((margin, row) => Math.abs(margin - theirs[row]));
        expect(Math.max(...differences)).toBeLessThanOrEqual(1e-6);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
