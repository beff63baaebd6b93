import type { Benchmark } from "./benchmark.js";
import { blocksBenchmark } from "./blocks.js";
import { captureBenchmark } from "./capture.js";
import { importBenchmark } from "./import.js";
import { liveBenchmark } from "./live/live.js";
import { livenessBenchmark } from "./liveness.js";
import { predictBenchmark } from "./predict.js";
import { replayBenchmark } from "./replay.js";
import { trainBenchmark } from "./train.js";
import { treesBenchmark } from "./trees.js";

export type { Benchmark, BenchmarkOptions, BenchmarkRow, BenchmarkSetting } from "./benchmark.js";

/** All benchmarks. Adding one: its file, a line here, its peer's script in `peers/`. */
export const benchmarks: readonly Benchmark[] = [
  trainBenchmark,
  predictBenchmark,
  importBenchmark,
  blocksBenchmark,
  captureBenchmark,
  treesBenchmark,
  liveBenchmark,
  livenessBenchmark,
  replayBenchmark,
];
