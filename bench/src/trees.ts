/** Boosted trees: training and what it is worth on rows it has not seen, and one row predicted, against XGBoost. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createMatrix,
  createRowPredictor,
  predictMargin,
  type TreesModel,
  trainTrees,
} from "@wristprint/trees";
import type { Benchmark, BenchmarkOptions, BenchmarkRow } from "./benchmark.js";
import { measureInTurn } from "./measure-in-turn.js";
import { findPeer, type Peer } from "./peer.js";
import { type TreesData, treesData } from "./trees-data.js";

const METHODS = ["exact", "hist"] as const;
const THREADS = 2;
/** Trainings of a round, of which the fastest counts. */
const REPEATS = 3;
const PREDICTIONS = 20_000;

const SETTINGS = {
  trees: { description: "trees of a model", value: 100, least: 1 },
  depth: { description: "their depth", value: 6, least: 1 },
};

type Method = (typeof METHODS)[number];

interface Trained {
  readonly seconds: number;
  readonly logLoss: number;
}

export const treesBenchmark: Benchmark = {
  name: "trees",
  description:
    "boosted trees: training, held-out log loss and one row predicted, against XGBoost with 2 threads",
  settings: SETTINGS,
  async run(options) {
    const peer = await findPeer("xgboost", "trees_xgboost.py");
    const folder = mkdtempSync(join(tmpdir(), "wristprint-bench-"));
    try {
      const rows: BenchmarkRow[] = [];
      for (const data of await treesData(peer, folder)) {
        for (const method of METHODS) rows.push(...(await compare(data, method, folder, peer, options)));
        if (data.columns === 10) rows.push(await compareRow(data, folder, peer, options));
      }
      return rows;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** A quarter of the rows is held out. */
function trainingRows(data: TreesData): number {
  return Math.floor((3 * data.rows) / 4);
}

function peerArguments(data: TreesData, method: Method, folder: string, options: BenchmarkOptions): string[] {
  const trees = options.settings?.trees ?? SETTINGS.trees.value;
  const depth = options.settings?.depth ?? SETTINGS.depth.value;
  const sizes = [data.rows, data.columns, trainingRows(data)].map(String);
  return [folder, data.name, ...sizes, method, String(trees), String(depth), String(THREADS)];
}

/** Both trainings once a round; the log loss comes with them. */
async function compare(
  data: TreesData,
  method: Method,
  folder: string,
  peer: Peer | undefined,
  options: BenchmarkOptions,
): Promise<BenchmarkRow[]> {
  let own: Trained | undefined;
  let other: Trained | undefined;
  const time = await measureInTurn(
    {
      name: `training, ${data.name}, ${method}`,
      unit: "s",
      better: "less",
      async ours() {
        own = await trainOften(data, method, options);
        return own.seconds;
      },
      peer,
      async theirs(it) {
        const args = peerArguments(data, method, folder, options);
        other = (await it.run("train", ...args, String(REPEATS))) as Trained;
        return other.seconds;
      },
    },
    options,
  );
  const loss = own?.logLoss ?? Number.NaN;
  const name = `held-out log loss, ${data.name}, ${method}`;
  const theirs = other?.logLoss ?? null;
  const ratio = theirs === null ? null : round(theirs / loss);
  return [
    time,
    {
      name,
      value: round(loss),
      unit: "nats",
      peer: time.peer,
      peerValue: theirs === null ? null : round(theirs),
      ratio,
    },
  ];
}

async function trainOften(data: TreesData, method: Method, options: BenchmarkOptions): Promise<Trained> {
  let seconds = Infinity;
  let model: TreesModel | undefined;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const started = performance.now();
    model = await train(data, method, options);
    seconds = Math.min(seconds, (performance.now() - started) / 1000);
  }
  return { seconds, logLoss: model ? heldOutLogLoss(model, data) : Number.NaN };
}

/** From rows in memory to a model, as the peer's time has it. */
function train(data: TreesData, treeMethod: Method, options: BenchmarkOptions): Promise<TreesModel> {
  const rows = trainingRows(data);
  const matrix = createMatrix(rows, data.columns, data.values.subarray(0, rows * data.columns));
  const rounds = options.settings?.trees ?? SETTINGS.trees.value;
  const maxDepth = options.settings?.depth ?? SETTINGS.depth.value;
  return trainTrees(
    matrix,
    data.labels.subarray(0, rows),
    { treeMethod, rounds, maxDepth },
    { threads: THREADS },
  );
}

function heldOutLogLoss(model: TreesModel, data: TreesData): number {
  const first = trainingRows(data);
  const rows = data.rows - first;
  const matrix = createMatrix(rows, data.columns, data.values.subarray(first * data.columns));
  let sum = 0;
  for (const [row, margin] of predictMargin(model, matrix).entries()) {
    const wrong = data.labels[first + row] === 1 ? -margin : margin;
    sum += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
  }
  return sum / rows;
}

async function compareRow(
  data: TreesData,
  folder: string,
  peer: Peer | undefined,
  options: BenchmarkOptions,
): Promise<BenchmarkRow> {
  const { predict } = createRowPredictor(await train(data, "hist", options));
  const first = trainingRows(data);
  const held = data.rows - first;
  return measureInTurn(
    {
      name: `one row predicted, ${data.name}`,
      unit: "µs",
      better: "less",
      async ours() {
        const started = performance.now();
        for (let repeat = 0; repeat < PREDICTIONS; repeat++) {
          predict(data.values, (first + (repeat % held)) * data.columns);
        }
        return ((performance.now() - started) / PREDICTIONS) * 1000;
      },
      peer,
      async theirs(it) {
        const args = peerArguments(data, "hist", folder, options);
        const { seconds } = (await it.run("row", ...args, "2000")) as { seconds: number };
        return seconds * 1e6;
      },
    },
    options,
  );
}

/** Log losses differ in later digits than times do. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}
