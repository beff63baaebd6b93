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
import type { ImpostorParts } from "./part-impostors.js";
import { impostorParts } from "./plan-models.js";
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
  const parts = impostorParts(users, definition);
  const all: OwnerScores[] = scores.map((own, index) => {
    const { model } = models[index] as RunModel;
    const owner = users.findIndex(({ user }) => user === model);
    return { user: model, owner, scores: Float64Array.from(own) };
  });
  const against = (part: keyof ImpostorParts) =>
    parts ? all.map((one) => ({ ...one, impostors: (parts[one.owner] as ImpostorParts)[part] })) : all;
  const results = against("test");
  const csv = authenticationScoresCsv(scoreColumns(results, users, test));
  const { evaluation, seed } = definition;
  const measure = (of: readonly OwnerScores[]) => measureAuthentication(of, test, evaluation.blocks, seed);
  const { metrics, ...others } = measure(results);
  const learntFrom = parts && measure(against("training")).metrics.byBlocks;
  const figures = {
    ...others,
    metrics: { ...metrics, ...(learntFrom && { impostorsLearntFrom: learntFrom }) },
  };
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

/** The comparisons that the figures are of, a row each. */
function scoreColumns(results: readonly OwnerScores[], users: readonly UserBlocks[], test: TestBlocks) {
  const { subject, session, block } = blockColumns(users, test);
  const rows = results.flatMap(({ user: model, owner, scores, impostors }) =>
    Array.from(test.user.keys())
      .filter((row) => {
        const user = test.user[row] as number;
        return user === owner || impostors === undefined || impostors.includes(user);
      })
      .map((row) => ({ row, model, score: scores[row] as number, mated: test.user[row] === owner ? 1 : 0 })),
  );
  return {
    model: rows.map(({ model }) => model),
    subject: rows.map(({ row }) => subject[row] as string),
    session: rows.map(({ row }) => session[row] as string),
    block: rows.map(({ row }) => block[row] as number),
    score: rows.map(({ score }) => score),
    mated: rows.map(({ mated }) => mated),
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
