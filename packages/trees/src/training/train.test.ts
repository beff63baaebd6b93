import { createRandom } from "@wristprint/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMatrix, type Matrix } from "../matrix.js";
import type { TreesModel } from "../model.js";
import { completeParameters, type TreeParameters } from "../parameters.js";
import { predictMargin } from "../prediction/predict.js";
import { trainTrees, type trainWithThreads } from "./train.js";

const METHODS = ["exact", "hist"] as const;

/** Rows of small whole numbers, or none where the number is 9, and labels. */
const tables = fc
  .tuple(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.record({
      columns: fc.constant(columns),
      values: fc.array(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }),
        { minLength: rows, maxLength: rows },
      ),
      labels: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: rows, maxLength: rows }),
    }),
  );

function matrixOf(rows: readonly (readonly number[])[], transform = (value: number) => value): Matrix {
  const flat = rows.flat().map((value) => (value === 9 ? Number.NaN : transform(value)));
  return createMatrix(rows.length, rows[0].length, flat);
}

/** One tree of which every sum is exact, so that no rounding decides between equal splits. */
const ONE_TREE: Partial<TreeParameters> = { rounds: 1, maxDepth: 3, minChildWeight: 0.5 };

describe.each(METHODS)("trees by %s splits", (treeMethod) => {
  test("do not depend on the order of the rows", async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer(), async ({ values, labels }, seed) => {
        const order = createRandom(String(seed)).shuffle([...values.keys()]);
        const first = await trainTrees(matrixOf(values), labels, { ...ONE_TREE, treeMethod });
        const second = await trainTrees(
          matrixOf(order.map((row) => values[row])),
          order.map((row) => labels[row]),
          { ...ONE_TREE, treeMethod },
        );
        expect(second).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });

  test("split the same rows where features are transformed and keep their order", async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ values, labels }) => {
        const plain = matrixOf(values);
        const cubed = matrixOf(values, (value) => value ** 3 - 5);
        const first = await trainTrees(plain, labels, { ...ONE_TREE, treeMethod });
        const second = await trainTrees(cubed, labels, { ...ONE_TREE, treeMethod });
        expect(second.trees[0].feature).toEqual(first.trees[0].feature);
        expect(second.trees[0].left).toEqual(first.trees[0].left);
        expect(predictMargin(second, cubed)).toEqual(predictMargin(first, plain));
      }),
      { numRuns: 40 },
    );
  });

  test("learn where missing values go", async () => {
    // Only that the first feature is missing tells the label.
    const values = Array.from({ length: 60 }, (_, row) => [row % 3 === 0 ? 9 : row % 7, row % 5]);
    const labels = values.map(([first]) => (first === 9 ? 1 : 0));
    const matrix = matrixOf(values);
    const model = await trainTrees(matrix, labels, { treeMethod, rounds: 20 });
    expect(Array.from(predictMargin(model, matrix), (margin) => (margin > 0 ? 1 : 0))).toEqual(labels);
  });

  test("see no row that is not sampled, and the same rows with the same seed", async () => {
    const { matrix, labels } = madeUp(300, 4);
    const parameters = { treeMethod, rounds: 5, subsample: 0.5, colsampleBynode: 0.5, lambda: 0 };
    const train = (seed: string) =>
      trainTrees(matrix, labels, { ...parameters }, { random: createRandom(seed) });
    const first = await train("1");
    expect(await train("1")).toEqual(first);
    expect(await train("2")).not.toEqual(first);
    const squared = await trainTrees(
      matrix,
      labels,
      { ...parameters, objective: "reg:squarederror" },
      { random: createRandom("3") },
    );
    // With squared error every row that is seen weighs 1.
    for (const tree of squared.trees) {
      expect(tree.cover[0]).toBeGreaterThan(110);
      expect(tree.cover[0]).toBeLessThan(190);
    }
  });

  test("use a share of the features for a tree, of these for a level, and 1 at least", async () => {
    const { matrix, labels } = madeUp(300, 10);
    const used = ({ trees }: TreesModel) =>
      trees.map((tree) => new Set(Array.from(tree.feature).filter((_, node) => tree.left[node] >= 0)).size);
    const random = createRandom("shares");
    const parameters = { treeMethod, rounds: 6, maxDepth: 4 };
    const byTree = await trainTrees(matrix, labels, { ...parameters, colsampleBytree: 0.3 }, { random });
    expect(Math.max(...used(byTree))).toBeLessThanOrEqual(3);
    const byLevel = await trainTrees(matrix, labels, { ...parameters, colsampleBylevel: 0.01 }, { random });
    expect(Math.max(...used(byLevel))).toBeLessThanOrEqual(4);
  });

  test("end with the best round on the validation data, and say which it was", async () => {
    const { matrix, labels } = madeUp(150, 5);
    const held = madeUp(150, 5, "held out");
    const losses: number[] = [];
    const model = await trainTrees(
      matrix,
      labels,
      { treeMethod, rounds: 200, eta: 0.5 },
      {
        validation: { matrix: held.matrix, labels: held.labels },
        earlyStoppingRounds: 5,
        onRound: ({ validationLoss }) => losses.push(validationLoss as number),
      },
    );
    const best = losses.indexOf(Math.min(...losses));
    expect(losses.length).toBe(best + 1 + 5);
    expect(model.trees.length).toBe(best + 1);
    expect(model.attributes.best_iteration).toBe(String(best));
    expect(logLoss(predictMargin(model, held.matrix), held.labels)).toBeCloseTo(losses[best], 5);
  });

  test("are a leaf where nothing can be split", async () => {
    const model = await trainTrees(createMatrix(4, 1, [1, 1, 1, 1]), [0, 1, 1, 1], { treeMethod, rounds: 1 });
    expect(model.trees[0].nodes).toBe(1);
    // −eta · Σ gradients / (Σ hessians + lambda)
    expect(model.trees[0].threshold[0]).toBeCloseTo((0.3 * 1) / (1 + 1), 6);
  });

  test("can be trained on a column without any value", async () => {
    const empty = [Number.NaN, 1, Number.NaN, 2, Number.NaN, 3, Number.NaN, 4];
    const model = await trainTrees(createMatrix(4, 2, empty), [0, 0, 1, 1], {
      treeMethod,
      rounds: 1,
      minChildWeight: 0,
    });
    expect(model.trees[0].feature[0]).toBe(1);
  });
});

test("a level too wide for the room of its histograms is grown in pieces, as exactly as others", async () => {
  // 200 columns of 1,001 slots leave room for 83 nodes.
  const random = createRandom("wide");
  const rows = 1000;
  const columns = 200;
  const values = Float32Array.from({ length: rows * columns }, () => Math.floor(250 * random.uniform()));
  for (let bin = 0; bin < 250; bin++) values[bin * columns] = bin;
  const labels = Array.from({ length: rows }, () => Math.floor(1000 * random.uniform()));
  const matrix = createMatrix(rows, columns, values);
  const parameters = {
    objective: "reg:squarederror",
    rounds: 1,
    maxDepth: 10,
    minChildWeight: 0,
    lambda: 0,
    maxBin: 2000,
  } as const;
  const model = await trainTrees(matrix, labels, { ...parameters, treeMethod: "hist" }, { threads: 1 });
  const exact = await trainTrees(matrix, labels, { ...parameters, treeMethod: "exact" }, { threads: 1 });
  expect(widestLevel(model)).toBeGreaterThan(83);
  expect(model.trees[0].feature).toEqual(exact.trees[0].feature);
  expect(predictMargin(model, matrix)).toEqual(predictMargin(exact, matrix));
});

test("bins of two bytes find what exact splits find", async () => {
  const random = createRandom("two bytes");
  const rows = 400;
  const data = Float32Array.from({ length: rows * 2 }, () =>
    random.uniform() < 0.1 ? Number.NaN : random.uniform(),
  );
  const labels = Array.from({ length: rows }, () => (random.uniform() < 0.5 ? 1 : 0));
  const matrix = createMatrix(rows, 2, data);
  // A bin a value: more than 256, and one for those without.
  const parameters = { rounds: 1, maxDepth: 4, minChildWeight: 0.5, maxBin: 1000 };
  const hist = await trainTrees(matrix, labels, { ...parameters, treeMethod: "hist" });
  const exact = await trainTrees(matrix, labels, { ...parameters, treeMethod: "exact" });
  expect(predictMargin(hist, matrix)).toEqual(predictMargin(exact, matrix));
});

test("threads change nothing", async () => {
  // From the build: a thread starts from JavaScript.
  const built = (await import(new URL("../../dist/training/train.js", import.meta.url).href)) as {
    trainWithThreads: typeof trainWithThreads;
  };
  const { matrix, labels } = madeUp(9000, 7);
  for (const treeMethod of METHODS) {
    const given = { treeMethod, rounds: 3, subsample: 0.8, colsampleBylevel: 0.7 };
    const train = (threads: number) => {
      const random = createRandom("threads");
      return built.trainWithThreads(matrix, labels, completeParameters(given), { random }, threads);
    };
    const alone = await train(1);
    expect(await train(3)).toEqual(alone);
  }
});

function madeUp(rows: number, columns: number, seed = "made up") {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * columns }, () => random.normal());
  const labels = Array.from({ length: rows }, (_, row) => {
    const [first, second, third] = data.subarray(row * columns, row * columns + 3);
    return first * second + third + 0.5 * random.normal() > 0 ? 1 : 0;
  });
  return { matrix: createMatrix(rows, columns, data), labels };
}

function logLoss(margins: Float32Array, labels: readonly number[]): number {
  const losses = labels.map((label, row) => Math.log1p(Math.exp(label === 1 ? -margins[row] : margins[row])));
  return losses.reduce((sum, loss) => sum + loss, 0) / labels.length;
}

function widestLevel({ trees: [tree] }: TreesModel): number {
  const depths = new Int32Array(tree.nodes);
  const widths: number[] = [];
  for (let node = 0; node < tree.nodes; node++) {
    depths[node] = node === 0 ? 0 : depths[tree.parent[node]] + 1;
    widths[depths[node]] = (widths[depths[node]] ?? 0) + 1;
  }
  return Math.max(...widths);
}
