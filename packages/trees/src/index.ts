export { TreesError, type TreesErrorCode } from "./errors.js";
export { createExplainer, type Explainer } from "./explain.js";
export { IMPORTANCE_KINDS, type ImportanceKind, importances } from "./importances.js";
export { createMatrix, type Matrix, type MatrixOptions } from "./matrix.js";
export type { Tree, TreesModel } from "./model.js";
export type { ObjectiveName } from "./objectives.js";
export { DEFAULT_PARAMETERS, type TreeParameters } from "./parameters.js";
export {
  createRowPredictor,
  predict,
  predictMargin,
  predictProbability,
  type RowPredictor,
} from "./prediction/predict.js";
export { toOnnx } from "./to-onnx.js";
export type { Validation } from "./training/early-stopping.js";
export type { Random } from "./training/sampling.js";
export { type RoundResult, type TrainOptions, trainTrees } from "./training/train.js";
export { fromXgboostJson } from "./xgboost/read-json.js";
export { toXgboostJson } from "./xgboost/write-json.js";
