export type { Backoff } from "./backoff.js";
export { type Clock, systemClock } from "./clock.js";
export { decodeFloats, encodeFloats } from "./floats.js";
export { PredictionService } from "./generated/prediction_pb.js";
export { ANSWER_LIMIT_BYTES, BLOCKS_PER_REQUEST, MESSAGE_LIMIT_BYTES } from "./limits.js";
export type { ModelReference } from "./model-reference.js";
export { createPredictorPool, type PredictorPool } from "./pool/create-predictor-pool.js";
export type { ModelDescription } from "./pool/describe-model.js";
export type { PredictorState, PredictorStatus } from "./pool/member.js";
export type { PredictorPoolOptions } from "./pool/pool-options.js";
export { PredictionError, type PredictionErrorCode } from "./prediction-error.js";
export { createPredictorClient, type PredictorClient } from "./predictor-client.js";
export type { Announcement } from "./supervision/announcement.js";
export {
  type LocalPredictor,
  type LocalPredictorOptions,
  type PredictorDeath,
  superviseLocalPredictor,
} from "./supervision/supervise-local-predictor.js";
