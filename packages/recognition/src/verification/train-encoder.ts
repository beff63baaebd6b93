/** Trains an encoder, calibrates it on people whom it did not learn from, and measures it on others again. */
import {
  createRandom,
  fitScaler,
  meanSignature,
  type Random,
  type StreamPreprocessing,
  type Trace,
} from "@wristprint/core";
import { buildNetwork, type EpochResult } from "@wristprint/neural";
import { createEmbedder, type Embedder } from "../encoder/embedder.js";
import type { EncoderFiles } from "../encoder/encoder-files.js";
import { RecognitionError } from "../recognition-error.js";
import { trainModels } from "../training/train-models.js";
import type { TrainedModel } from "../training/training-job.js";
import { chooseSessions } from "./choose-sessions.js";
import { describeEncoder, type EncoderSource } from "./describe-encoder.js";
import type { EncoderDefinition } from "./encoder-definition.js";
import { evaluateVerification, type VerificationResult } from "./evaluate-verification.js";
import { type Fold, fitComparison } from "./fit-comparison.js";
import { mirrorWindows } from "./mirror-windows.js";
import { ownSessions } from "./own-sessions.js";
import { joinEncoders, type PlannedEncoder, planEncoder } from "./plan-encoder.js";
import { bySubject, embedSessions, joinSignatures, type SessionSignatures } from "./session-signatures.js";
import { cutWindows, scaleInPlace } from "./training-windows.js";
import { tryFolds } from "./try-folds.js";

export interface TrainEncoderOptions {
  readonly definition: EncoderDefinition;
  /** Of the development and the evaluation subjects; others are passed over. */
  readonly traces: readonly Trace[];
  /** Folder for what a training keeps between epochs, so that an interrupted one goes on. */
  readonly checkpoints: string;
  /** Networks trained at a time; as many as the machine has cores by default. */
  readonly workers?: number;
  /** Where networks learn: an execution provider of neural's `PROVIDERS`; `cpu` by default. */
  readonly device?: string;
  /** Stands in the card: the data set's name, and how this was asked for. */
  readonly source?: EncoderSource;
  readonly onEpoch?: (network: string, result: EpochResult) => void;
}

export interface TrainedEncoder {
  readonly files: EncoderFiles;
  /** Of the evaluation subjects, where there are any. */
  readonly metrics?: VerificationResult;
}

/**
 * The networks: one for each fold, from the other folds' people, to fit the comparison on; and the one that is
 * handed out, from all development subjects, who are its cohort. Where there are members, each network is joined from
 * them. Evaluation subjects are in nothing but the figures.
 *
 * @throws RecognitionError `not-enough-data`, `bad-input`, `training-failed`; CoreError where the comparison
 *   cannot be fitted
 */
export async function trainEncoder(options: TrainEncoderOptions): Promise<TrainedEncoder> {
  const { definition, checkpoints, workers, onEpoch, source = {} } = options;
  const {
    scaling,
    trainingStride,
    trainingSize = definition.preprocessing.blockSize,
    ...cutting
  } = definition.preprocessing;
  const preprocessing: StreamPreprocessing = { ...cutting, stride: cutting.blockSize };
  const traces = ownSessions(options.traces);
  const development = sessionsOf(traces, definition.data.development, "development");
  const evaluation = sessionsOf(traces, definition.data.evaluation, "evaluation");
  const recorded = cutWindows(development, {
    ...preprocessing,
    blockSize: trainingSize,
    stride: trainingStride,
  });
  const scaler = fitScaler(recorded, { kind: scaling, scope: "data" });
  const windows = mirrorWindows(recorded, definition.mirrors);
  const random = createRandom(definition.seed).fork("encoder");
  const folds = drawFolds(definition, random.fork("folds"));
  const planned = [...folds, []].map((held, index) =>
    planEncoder(index < folds.length ? `fold ${index + 1}` : "all", held, {
      definition,
      windows,
      checkpoints,
    }),
  );
  const { network, members } = planned.at(-1) as PlannedEncoder;
  const signatureSize = buildNetwork(network, 1, false).features.shape[1] as number;
  const pool = {
    data: scaleInPlace(windows.data, scaler),
    blockLength: windows.size * windows.channels.length,
  };
  const networks = await trainModels(
    planned.flatMap(({ jobs }) => jobs),
    {
      pool,
      ...(workers !== undefined && { workers }),
      ...(options.device !== undefined && { device: options.device }),
      ...(onEpoch && { onEpoch }),
    },
  );
  const trained = joinEncoders(planned, networks);

  /** Lets a trained network embed sessions. */
  async function withNetwork<Result>(
    { onnx }: Pick<TrainedModel, "onnx">,
    use: (
      embed: (traces: readonly Trace[]) => Promise<SessionSignatures[]>,
      embedder: Embedder,
    ) => Promise<Result>,
  ): Promise<Result> {
    const embedder = await createEmbedder({ onnx, preprocessing, scaler, signatureSize });
    try {
      return await use((traces) => embedSessions(traces, preprocessing, embedder), embedder);
    } finally {
      await embedder.release();
    }
  }
  const fitted: Fold[] = [];
  for (const [index, held] of folds.entries()) {
    const own = development.filter(({ subject }) => held.includes(subject));
    const others = development.filter(({ subject }) => !held.includes(subject));
    const fold = await withNetwork(trained[index] as TrainedModel, async (embed) => ({
      enrol: await embed(chooseSessions(own, definition.enrol)),
      probe: await embed(chooseSessions(own, definition.probe)),
      cohort: cohortOf(await embed(others), signatureSize),
    }));
    fitted.push(fold);
  }
  const comparison = fitComparison(fitted, signatureSize, definition.comparison);
  const crossValidation = tryFolds(fitted, signatureSize, definition.comparison, definition.evaluation.fmr);
  const made = {
    preprocessing,
    scaler,
    signatureSize,
    comparison,
    crossValidation,
    blocks: recorded.count,
    ...(members.length > 0 && { network }),
  };

  const final = trained.at(-1) as TrainedModel;
  return withNetwork(final, async (embed, embedder) => {
    const cohort = cohortOf(await embed(development), signatureSize);
    if (evaluation.length === 0) {
      return { files: { card: describeEncoder(definition, made, source), onnx: final.onnx, cohort } };
    }
    const metrics = await evaluateVerification({
      encoder: { card: describeEncoder(definition, made, source), cohort, embed: embedder.embed },
      enrol: chooseSessions(evaluation, definition.enrol),
      probe: chooseSessions(evaluation, definition.probe),
      blocks: definition.evaluation.blocks,
      fmr: definition.evaluation.fmr,
      random: random.fork("evaluation"),
    });
    const card = describeEncoder(definition, made, source, metrics);
    return { files: { card, onnx: final.onnx, cohort }, metrics };
  });
}

/** Development subjects in random groups of nearly one size. */
function drawFolds({ data, comparison }: EncoderDefinition, random: Random): string[][] {
  const order = random.shuffle(Int32Array.from(data.development.keys()));
  return Array.from({ length: comparison.folds }, (_, fold) =>
    Array.from(order)
      .filter((_, index) => index % comparison.folds === fold)
      .map((index) => data.development[index] as string),
  );
}

function sessionsOf(traces: readonly Trace[], subjects: readonly string[], what: string): Trace[] {
  const wanted = new Set(subjects);
  const found = traces.filter(({ subject }) => wanted.has(subject));
  const present = new Set(found.map(({ subject }) => subject));
  const missing = subjects.filter((subject) => !present.has(subject));
  if (missing.length > 0) {
    throw new RecognitionError(
      "not-enough-data",
      `data.${what}: no session of ${missing.slice(0, 5).join(", ")}${missing.length > 5 ? ", …" : ""} in the data`,
    );
  }
  return found;
}

/** The mean signature of each subject, over all blocks of all its sessions: [subjects, size]. */
function cohortOf(sessions: readonly SessionSignatures[], size: number): Float32Array {
  const means = [...bySubject(sessions).values()].flatMap((own) => {
    const signatures = joinSignatures(own);
    return signatures.length === 0 ? [] : [...meanSignature(signatures, size)];
  });
  return Float32Array.from(means);
}
