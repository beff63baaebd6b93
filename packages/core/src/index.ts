export { type ColumnBuffer, createColumnBuffer } from "./column-buffer.js";
export { type Calibration, type CalibrationScores, fitCalibration } from "./comparison/calibration.js";
export {
  type Comparator,
  type ComparisonParameters,
  type ComparisonScores,
  createComparator,
  type Reference,
} from "./comparison/comparator.js";
export { cosineSimilarity } from "./comparison/cosine-similarity.js";
export { logLikelihoodRatioCost } from "./comparison/log-likelihood-ratio-cost.js";
export { fitLogistic, type LogisticLine } from "./comparison/logistic-fit.js";
export { meanOfSums, meanSignature } from "./comparison/mean-signature.js";
export { minimumLogLikelihoodRatioCost } from "./comparison/minimum-cost.js";
export {
  type FitThresholdsOptions,
  fitThresholds,
  type LookSequences,
  type SequentialDecision,
  type SequentialThresholds,
} from "./comparison/sequential-test.js";
export { CoreError, type CoreErrorCode } from "./core-error.js";
export { joinFloats } from "./join-floats.js";
export { decodeBatch } from "./live/decode-batch.js";
export { decodeEnvelope, type Envelope } from "./live/decode-envelope.js";
export { encodeBatch } from "./live/encode-batch.js";
export { LIVE_LIMITS, type LiveBatch, POINTER_TYPES, type PointerType } from "./live/live-batch.js";
export { allocateLiveColumns, type LiveColumns } from "./live/live-columns.js";
export { areaUnderCurve } from "./metrics/area-under-curve.js";
export {
  type AverageConsecutiveOptions,
  type AveragedScores,
  averageConsecutive,
} from "./metrics/average-consecutive.js";
export {
  type BootstrapInterval,
  type BootstrapIntervalOptions,
  bootstrapInterval,
} from "./metrics/bootstrap-interval.js";
export { type Comparisons, compareScores, splitScores } from "./metrics/comparisons.js";
export {
  accuracy,
  balancedAccuracy,
  type ConfusionMatrix,
  confusionMatrix,
  recallPerClass,
} from "./metrics/confusion-matrix.js";
export { cumulativeMatch } from "./metrics/cumulative-match.js";
export { type DetCurve, detCurve } from "./metrics/det-curve.js";
export { type EqualErrorRate, equalErrorRate } from "./metrics/equal-error-rate.js";
export { type ErrorRates, errorRatesAt } from "./metrics/error-rates-at.js";
export { giniCoefficient } from "./metrics/gini-coefficient.js";
export { highestColumns } from "./metrics/highest-columns.js";
export { mean, quantile, standardDeviation } from "./metrics/mean.js";
export { MetricError } from "./metrics/metric-error.js";
export {
  apcerAtBpcer,
  type PresentationErrors,
  presentationErrorsAt,
  thresholdAtBpcer,
} from "./metrics/presentation-attack.js";
export { probit } from "./metrics/probit.js";
export { type RocCurve, rocCurve } from "./metrics/roc-curve.js";
export { fnmrAtFmr, thresholdAtFmr } from "./metrics/threshold-at-fmr.js";
export { type AugmentBlocksOptions, augmentBlocks } from "./preprocessing/augment-blocks.js";
export {
  type BalanceBlocksOptions,
  type BalancedBlocks,
  balanceBlocks,
} from "./preprocessing/balance-blocks.js";
export { blockDifferences } from "./preprocessing/block-differences.js";
export {
  type Blocks,
  blockLength,
  concatenateBlocks,
  selectBlocks,
} from "./preprocessing/blocks.js";
export {
  CHANNELS,
  type Channel,
  type ChannelDefinition,
  channelColumn,
  SIGNALS,
  type Signal,
} from "./preprocessing/channels.js";
export { type CutBlocksOptions, cutBlocks } from "./preprocessing/cut-blocks.js";
export { type DropEventsOptions, dropEvents, LIMIT_PX } from "./preprocessing/drop-events.js";
export type { CutPlanOptions } from "./preprocessing/plan-cuts.js";
export { applyScaler, fitScaler, type Scaler, type Scaling } from "./preprocessing/scale-blocks.js";
export {
  type ColumnStatistics,
  SCALINGS,
  type ScalingKind,
  type ScalingTerms,
} from "./preprocessing/scalings.js";
export type { Sequences } from "./preprocessing/sequences.js";
export { setApart } from "./preprocessing/set-apart.js";
export {
  type Split,
  type SplitBlocksOptions,
  type SplitBySessionOptions,
  splitBlocks,
  splitBySession,
  splitWithinSessions,
} from "./preprocessing/split-blocks.js";
export {
  type BlockStream,
  createBlockStream,
  type StreamedBlocks,
  type StreamPreprocessing,
  streamBlocks,
} from "./preprocessing/stream-blocks.js";
export { type Amount, type Order, takeAmount } from "./preprocessing/take-amount.js";
export { type TakeDifferencesOptions, takeDifferences } from "./preprocessing/take-differences.js";
export {
  createEventThinner,
  type EventThinner,
  type ThinEventsOptions,
  thinEvents,
} from "./preprocessing/thin-events.js";
export {
  type CutWindowsOptions,
  cutWindows,
  type LengthFences,
  lengthFences,
  padWindows,
  selectWindows,
  WINDOW_CHANNELS,
  type Windows,
  windowLengths,
} from "./preprocessing/windows.js";
export type { Random } from "./random.js";
export { createRandom } from "./random.js";
export type { Button, EventColumns, EventKind, Part, Trace } from "./trace.js";
export { BUTTONS, buttonCode, EVENT_KINDS, eventKindCode, NO_EVENTS } from "./trace.js";
