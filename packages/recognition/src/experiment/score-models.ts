/** From trained models to the scores of all test blocks, and their figures. */
import { highestColumns } from "@wristprint/core";
import {
  authenticationScoresCsv,
  decisionsCsv,
  identificationScoresCsv,
  type RunCurves,
  type RunMetrics,
} from "../report/index.js";
import type { ExperimentDefinition } from "./definition.js";
import { measureAuthentication, type OwnerScores } from "./measure-authentication.js";
import { measureIdentification } from "./measure-identification.js";
import type { UserBlocks } from "./prepare-blocks.js";
import type { RunModel } from "./run-model.js";
import type { TestBlocks } from "./test-blocks.js";

export interface ScoreModelsOptions {
  readonly models: readonly RunModel[];
  readonly users: readonly UserBlocks[];
  readonly test: TestBlocks;
  readonly definition: ExperimentDefinition;
}

export interface ScoredModels {
  readonly metrics: RunMetrics;
  readonly curves: RunCurves;
  /** Tables by file name: scores.csv, and of authentication decisions.csv. */
  readonly tables: ReadonlyMap<string, string>;
}

/** Gives every test block to every model. */
export async function scoreModels(options: ScoreModelsOptions): Promise<ScoredModels> {
  const scores: (Float32Array | Float64Array)[] = [];
  for (const model of options.models) scores.push(await model.score());
  return options.definition.task === "identification"
    ? scoreIdentification(scores[0] as Float32Array, options)
    : scoreAuthentication(scores, options);
}

/** @param scores [blocks, users] */
function scoreIdentification(
  scores: Float32Array,
  { users, test, definition }: ScoreModelsOptions,
): ScoredModels {
  const classes = users.map(({ user }) => user);
  const csv = identificationScoresCsv({
    ...blockColumns(users, test),
    classes,
    predicted: Array.from(highestColumns(scores, classes.length), (best) => classes[best] as string),
    scores,
  });
  const { evaluation, seed } = definition;
  const figures = measureIdentification(scores, classes, test, evaluation.blocks, seed);
  return { ...figures, tables: new Map([["scores.csv", csv]]) };
}

/** @param scores of each model, [blocks] */
function scoreAuthentication(
  scores: readonly (Float32Array | Float64Array)[],
  { models, users, test, definition }: ScoreModelsOptions,
): ScoredModels {
  const results: OwnerScores[] = scores.map((own, index) => {
    const { model } = models[index] as RunModel;
    const owner = users.findIndex(({ user }) => user === model);
    return { user: model, owner, scores: Float64Array.from(own) };
  });
  const { subject, session, block } = blockColumns(users, test);
  const csv = authenticationScoresCsv({
    model: results.flatMap(({ user }) => subject.map(() => user)),
    subject: results.flatMap(() => subject),
    session: results.flatMap(() => session),
    block: results.flatMap(() => [...block]),
    score: results.flatMap((result) => [...result.scores]),
    mated: results.flatMap(({ owner }) => Array.from(test.user, (user) => (user === owner ? 1 : 0))),
  });
  const { evaluation, seed } = definition;
  const figures = measureAuthentication(results, test, evaluation.blocks, seed);
  const tables = new Map([
    ["scores.csv", csv],
    ["decisions.csv", decisionsCsv(figures.decisions)],
  ]);
  const { curves } = figures;
  if (!definition.oneClass || !curves.scores) return { ...figures, tables };
  // A network's score is trained to be a probability, a one-class model's is no more than an order.
  return {
    ...figures,
    curves: { ...curves, scores: { ...curves.scores, unit: "comparison score" } },
    tables,
  };
}

/** Whose each test block is, and where it comes from. */
function blockColumns(users: readonly UserBlocks[], test: TestBlocks) {
  return {
    subject: Array.from(test.user, (index) => (users[index] as UserBlocks).user),
    session: Array.from(test.session, (index) => test.sessionNames[index] as string),
    block: test.place,
  };
}
