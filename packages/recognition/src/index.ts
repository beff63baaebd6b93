export type { Architecture } from "./architectures/architecture.js";
export { ARCHITECTURES, architecture, createNetwork } from "./architectures/registry.js";
export {
  describeNetwork,
  type LayerDescription,
  type LayerSetting,
  type NetworkDescription,
  settingsText,
  sizeText,
} from "./describe/describe-network.js";
export { describeOneClass, type OneClassDescription } from "./describe/describe-one-class.js";
export { networkSvg } from "./describe/network-svg.js";
export type { Embedder } from "./encoder/embedder.js";
export type { EncoderCard } from "./encoder/encoder-card.js";
export { type Encoder, loadEncoder } from "./encoder/load-encoder.js";
export { requireEncoderFolder, writeEncoderFolder } from "./encoder/write-encoder-folder.js";
export {
  type EvaluateSessionsOptions,
  evaluateSessions,
  type SessionsResult,
} from "./evaluation/evaluate-sessions.js";
export { type AccountRecogniser, loadAccountRecogniser } from "./evaluation/load-recogniser.js";
export type { SessionFigures } from "./evaluation/measure-sessions.js";
export type { SessionComparison, SessionProtocol } from "./evaluation/score-sessions.js";
export { sessionScoresCsv } from "./evaluation/session-scores-csv.js";
export { blocksOf } from "./experiment/blocks-of.js";
export type { ExperimentDefinition } from "./experiment/definition.js";
export { parseDefinition, withSetting } from "./experiment/definition.js";
export { modelFileName } from "./experiment/model-file-name.js";
export { memberCount } from "./experiment/plan-members.js";
export type { PreparedBlocks, UserBlocks } from "./experiment/prepare-blocks.js";
export { prepareBlocks, tracesBySubject } from "./experiment/prepare-blocks.js";
export { readDefinition } from "./experiment/read-definition.js";
export type { RunExperimentOptions, RunProgress } from "./experiment/run-experiment.js";
export { runExperiment } from "./experiment/run-experiment.js";
export type { RunResult } from "./experiment/run-files.js";
export { accountClaim, type Claim, type EvidenceMeasure, enrolledClaim } from "./explanation/claim.js";
export {
  type ExplainSessionOptions,
  explainSession,
  type SessionExplanation,
  type SessionPath,
} from "./explanation/explain-session.js";
export { explanationSvg } from "./explanation/explanation-svg.js";
export { type ModelFile, type ModelFileCard, readModelFile } from "./model-file/read-model-file.js";
export { loadOneClass, type OneClassCard, type OneClassRecogniser } from "./one-class/load-one-class.js";
export {
  type EvaluateOpenSetOptions,
  evaluateOpenSet,
  type OpenSetResult,
} from "./open-set/evaluate-open-set.js";
export type { OpenSetFigures, OpenSetPoint, Spread } from "./open-set/open-set-figures.js";
export { openSetSvg } from "./open-set/open-set-svg.js";
export { COMMAND_PROTOCOLS } from "./protocols/command-protocols.js";
export type { CommandProtocol, Protocol } from "./protocols/protocol.js";
export { PROTOCOLS, protocolOf } from "./protocols/registry.js";
export type { RecognitionErrorCode } from "./recognition-error.js";
export { RecognitionError } from "./recognition-error.js";
export * from "./report/index.js";
export { dataIdentity } from "./search/data-identity.js";
export { listTrials, type Trial } from "./search/list-trials.js";
export { bestTrial, rankTrials } from "./search/rank-trials.js";
export { optionText } from "./search/search-csv.js";
export {
  parseSearch,
  readSearch,
  type Search,
  searchWarnings,
} from "./search/search-definition.js";
export { writeSearchFiles } from "./search/search-files.js";
export { openSearchFolder, readSearchFolder, type SearchFolder } from "./search/search-folder.js";
export { searchIdentity } from "./search/search-identity.js";
export { trialDefinition } from "./search/trial-definition.js";
export {
  folderQueue,
  LOOK_AGAIN_MS,
  type TakenTrial,
  type TrialQueue,
} from "./search/trial-queue.js";
export { parseTrialResult, type TrialResult } from "./search/trial-result.js";
export { type WorkThroughOptions, workThrough } from "./search/work-through.js";
export type { TrainModelsOptions } from "./training/train-models.js";
export { trainModels } from "./training/train-models.js";
export type { BlockPool, TrainedModel, TrainingJob } from "./training/training-job.js";
export { calibrationSvg } from "./verification/calibration-svg.js";
export { chooseSessions } from "./verification/choose-sessions.js";
export type { EncoderDefinition } from "./verification/encoder-definition.js";
export {
  type EvaluateVerificationOptions,
  evaluateVerification,
  type VerificationFigures,
  type VerificationResult,
} from "./verification/evaluate-verification.js";
export { expandSubjects } from "./verification/expand-subjects.js";
export { readEncoderDefinition } from "./verification/read-encoder-definition.js";
export type { OutcomeShares, SequentialFigures } from "./verification/sequential-figures.js";
export { type TrainEncoderOptions, type TrainedEncoder, trainEncoder } from "./verification/train-encoder.js";
