/** From trained models to the scores of all test blocks, and their figures. */
import { highestColumns } from "@wristprint/core";
import { loadModel } from "@wristprint/neural";
import {
  authenticationScoresCsv,
  identificationScoresCsv,
  type RunCurves,
  type RunMetrics,
} from "../report/index.js";
import type { TrainedModel } from "../training/training-job.js";
import type { ExperimentDefinition } from "./definition.js";
import { measureAuthentication, type OwnerScores } from "./measure-authentication.js";
import { measureIdentification } from "./measure-identification.js";
import { GENUINE, type PlannedModel } from "./plan-models.js";
import type { UserBlocks } from "./prepare-blocks.js";
import type { TestBlocks } from "./test-blocks.js";

export interface ScoreModelsOptions {
  readonly planned: readonly PlannedModel[];
  /** In the order of `planned`. */
  readonly trained: readonly TrainedModel[];
  readonly users: readonly UserBlocks[];
  readonly test: TestBlocks;
  readonly definition: ExperimentDefinition;
}

export interface ScoredModels {
  readonly metrics: RunMetrics;
  readonly curves: RunCurves;
  /** scores.csv */
  readonly csv: string;
}

/** Gives every test block to every model. */
export async function scoreModels(options: ScoreModelsOptions): Promise<ScoredModels> {
  const { planned, trained, test, definition } = options;
  const scores: Float32Array[] = [];
  for (const [index, { onnx }] of trained.entries()) {
    const predictor = await loadModel(onnx, (planned[index] as PlannedModel).network.input);
    try {
      scores.push((await predictor.predict(test.data)).scores);
    } finally {
      await predictor.release();
    }
  }
  return definition.task === "identification"
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
  return { ...measureIdentification(scores, classes, test, evaluation.blocks, seed), csv };
}

/** @param scores of each model, [blocks, 2] */
function scoreAuthentication(
  scores: readonly Float32Array[],
  { planned, users, test, definition }: ScoreModelsOptions,
): ScoredModels {
  const results: OwnerScores[] = scores.map((own, index) => {
    const { model } = planned[index] as PlannedModel;
    return {
      user: model,
      owner: users.findIndex(({ user }) => user === model),
      scores: Float64Array.from(test.user, (_, row) => own[2 * row + GENUINE] as number),
    };
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
  return { ...measureAuthentication(results, test, evaluation.blocks, seed), csv };
}

/** Whose each test block is, and where it comes from. */
function blockColumns(users: readonly UserBlocks[], test: TestBlocks) {
  return {
    subject: Array.from(test.user, (index) => (users[index] as UserBlocks).user),
    session: Array.from(test.session, (index) => test.sessionNames[index] as string),
    block: test.place,
  };
}
