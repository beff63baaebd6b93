import { bench } from "./bench.js";
import type { CommandModule } from "./command.js";
import { datasetsBlocks } from "./datasets-blocks.js";
import { datasetsFormats } from "./datasets-formats.js";
import { datasetsGenerate } from "./datasets-generate.js";
import { datasetsImport } from "./datasets-import.js";
import { datasetsWindows } from "./datasets-windows.js";
import { demo } from "./demo.js";
import { encoderTrain } from "./encoder-train.js";
import { evaluateIdentification } from "./evaluate-identification.js";
import { evaluateSessions } from "./evaluate-sessions.js";
import { evaluateVerification } from "./evaluate-verification.js";
import { experimentAll } from "./experiment-all.js";
import { experimentList } from "./experiment-list.js";
import { experimentProtocols } from "./experiment-protocols.js";
import { experimentResults } from "./experiment-results.js";
import { experimentRun } from "./experiment-run.js";
import { explain } from "./explain.js";
import { livenessEvaluate } from "./liveness-evaluate.js";
import { livenessFamilies } from "./liveness-families.js";
import { livenessSearch } from "./liveness-search.js";
import { livenessTrain } from "./liveness-train.js";
import { modelsDescribe } from "./models-describe.js";
import { modelsList } from "./models-list.js";
import { record } from "./record.js";
import { replayEvaluate } from "./replay-evaluate.js";
import { searchRun } from "./search-run.js";
import { searchStatus } from "./search-status.js";
import { searchWorker } from "./search-worker.js";
import { serve } from "./serve.js";
import { train } from "./train.js";

/** Every command, in the order of the help. A new one is a file beside this one and a word in this list. */
export const COMMANDS: readonly CommandModule[] = [
  demo,
  datasetsFormats,
  datasetsImport,
  datasetsBlocks,
  datasetsWindows,
  datasetsGenerate,
  record,
  experimentList,
  experimentProtocols,
  experimentRun,
  experimentAll,
  experimentResults,
  train,
  modelsList,
  modelsDescribe,
  searchRun,
  searchWorker,
  searchStatus,
  serve,
  encoderTrain,
  evaluateVerification,
  evaluateIdentification,
  evaluateSessions,
  explain,
  livenessTrain,
  livenessEvaluate,
  livenessSearch,
  livenessFamilies,
  replayEvaluate,
  bench,
];

/** What the first word of a two-word command is about. */
export const NOUNS: Readonly<Record<string, string>> = {
  datasets: "read, import, cut and generate data sets",
  encoder: "train networks that recognise people they never saw",
  evaluate: "measure trained models on other data",
  experiment: "train and measure as a file says",
  liveness: "tell people from machines by how they move",
  models: "what networks there are, and what is in one",
  replay: "find copies of recorded movement",
  search: "look for the settings of an experiment that do best",
};
