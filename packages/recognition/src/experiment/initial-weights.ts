/** Trained weights that an experiment's models begin with: other people's, or their own of an earlier run. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { LIMIT_PX, type Scaler } from "@wristprint/core";
import { buildNetwork, type Layer, type Network } from "@wristprint/neural";
import { type ModelFile, readModelFile } from "../model-file/read-model-file.js";
import { RecognitionError } from "../recognition-error.js";
import type { InitialWeights } from "../training/training-job.js";
import { isSettings, type NetworkDefinition } from "./definition.js";
import { modelFileName } from "./model-file-name.js";
import { classNames, type PlannedModel } from "./plan-models.js";
import type { UserBlocks } from "./prepare-blocks.js";

type Initial = NonNullable<NetworkDefinition["initial"]>;

/** Settings of how sessions are cut, which say nothing of what a block's numbers mean. */
const CUTTING: readonly string[] = ["stride", "trainingStride", "trainingSize", "chunks", "sessionBorders"];

/**
 * The plan with the weights that the definition says to begin with.
 * @throws RecognitionError `bad-model` where no model is there, `bad-definition` where it does not fit
 */
export function withInitialWeights(
  planned: readonly PlannedModel[],
  users: readonly UserBlocks[],
  definition: NetworkDefinition,
): readonly PlannedModel[] {
  const { initial } = definition;
  if (!initial) return planned;
  return planned.map((model) => {
    const classes = classNames(model.model, users, definition);
    return { ...model, initial: readInitialWeights(initial, model, classes, definition) };
  });
}

/** @param classes of the model's output columns */
function readInitialWeights(
  initial: Initial,
  { model, network }: PlannedModel,
  classes: readonly string[],
  { preprocessing }: Pick<NetworkDefinition, "preprocessing">,
): InitialWeights {
  const file = readModelFile(pathFor(initial.from, model));
  requireSamePreprocessing(file, preprocessing);
  if (initial.layers === "all" && !isDeepStrictEqual(file.card.classes, classes)) {
    const theirs = file.card.classes?.join(", ") ?? "none";
    throw misfit(file, `its output is for ${theirs}, this experiment's for ${classes.join(", ")}`);
  }
  requireSameNetwork(file, network, initial.layers);
  const { weights, sha256 } = file;
  return { weights, sha256, layers: initial.layers, frozen: initial.frozen };
}

/** A run of several models keeps them by their users' names. */
function pathFor(from: string, model: string): string {
  if (!existsSync(from)) {
    const expected = "a model's file or a run's folder expected, there is none; run what it comes from first";
    throw new RecognitionError("bad-model", `initial.from: ${from}: ${expected}`);
  }
  const several = join(from, "models");
  return existsSync(several) ? join(several, `${modelFileName(model)}.onnx`) : from;
}

function requireSamePreprocessing(file: ModelFile, ours: NetworkDefinition["preprocessing"]): void {
  const differences = differencesOf(preprocessingOf(file), ours).filter(
    ([key]) => !CUTTING.includes(key.split(".")[0] as string),
  );
  if (differences.length === 0) return;
  const told = differences.map(([key, was, is]) => `${key} was ${valueText(was)} and is ${valueText(is)}`);
  throw misfit(file, `it learnt from blocks made otherwise: preprocessing.${told.join(", preprocessing.")}`);
}

/** An encoder's card says less, as some is the same for all encoders, and how it is scaled at another place. */
function preprocessingOf({ card: { task, preprocessing, scaler } }: ModelFile): Record<string, unknown> {
  if (task !== "encoder") return preprocessing;
  const { thinning, limitPx, ...others } = preprocessing;
  const { kind, scope, clip } = (scaler ?? {}) as Partial<Scaler>;
  return {
    ...others,
    ...(thinning !== null && { thinning }),
    ...(limitPx !== LIMIT_PX && { limitPx }),
    scaling: { kind, scope, ...(typeof clip === "number" && { clip }) },
  };
}

const valueText = (value: unknown): string => (value === undefined ? "not set" : JSON.stringify(value));

/** The settings that differ, by their path. */
function differencesOf(
  theirs: unknown,
  ours: unknown,
  prefix = "",
): [key: string, theirs: unknown, ours: unknown][] {
  if (isDeepStrictEqual(theirs, ours)) return [];
  if (!isSettings(theirs) || !isSettings(ours)) return [[prefix, theirs, ours]];
  const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  return [...keys].flatMap((key) =>
    differencesOf(theirs[key], ours[key], prefix === "" ? key : `${prefix}.${key}`),
  );
}

function requireSameNetwork(file: ModelFile, ours: Network, layers: Initial["layers"]): void {
  const theirs = file.network;
  if (theirs.name !== ours.name)
    throw misfit(file, `it is of the architecture ${theirs.name}, not ${ours.name}`);
  if (!isDeepStrictEqual(theirs.input, ours.input)) {
    const size = ({ input }: Network) => `${input.length} × ${input.channels}`;
    throw misfit(file, `it takes blocks of ${size(theirs)}, not ${size(ours)}`);
  }
  const compared = (network: Network) =>
    JSON.parse(JSON.stringify(layers === "all" ? network.layers : withoutOutput(network))) as unknown;
  if (!isDeepStrictEqual(compared(theirs), compared(ours))) {
    throw misfit(file, `its layers are not those that ${ours.name} has today`);
  }
}

/** The layers but the last one that learns, which knows the classes. */
function withoutOutput(network: Network): readonly Layer[] {
  const { outputs } = buildNetwork(network, 1, false);
  const output = outputs.findLastIndex(({ parameters }) => parameters > 0);
  return network.layers.filter((_, index) => index !== output);
}

function misfit({ path }: ModelFile, what: string): RecognitionError {
  return new RecognitionError("bad-definition", `initial.from: ${path}: ${what}`);
}
