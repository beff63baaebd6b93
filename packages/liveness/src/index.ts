export {
  createTrackCutter,
  cutTracks,
  type TrackCutter,
} from "./cut-tracks.js";
export {
  createDetector,
  type Detector,
  type LivenessDecision,
  type LivenessReason,
} from "./detector/detector.js";
export type { DetectorCard } from "./detector/detector-card.js";
export { loadDetector, writeDetector } from "./detector/detector-files.js";
export {
  type DetectorEvaluation,
  evaluateDetector,
  type FamilyFigures,
  type LivenessFigures,
} from "./detector/evaluate-detector.js";
export {
  createFeatureExtractor,
  type FeatureExtractor,
} from "./features/extract-features.js";
export type { Feature } from "./features/feature.js";
export { FEATURES } from "./features/registry.js";
export { type GenerateTracksOptions, generateTracks } from "./generators/generate-tracks.js";
export { TRACK_GENERATORS } from "./generators/registry.js";
export { LivenessError, type LivenessErrorCode } from "./liveness-error.js";
export { type EvaluateReplayOptions, evaluateReplay } from "./replay/evaluate-replay.js";
export { createTrackMaker } from "./replay/made-up-tracks.js";
export { offsetSvg } from "./replay/offset-svg.js";
export { MOST_POINTS } from "./replay/path.js";
export type { ReplayAnswer, ReplayChange, ReplaySource } from "./replay/replay-answer.js";
export type {
  DetectionRow,
  FalseAlarms,
  ReplayEvaluation,
  ShareFound,
} from "./replay/replay-evaluation.js";
export {
  createReplayIndex,
  type ReplayIndex,
  type ReplayMemory,
  type StoredTrackPlace,
} from "./replay/replay-index.js";
export { openReplayStore, type ReplayStore } from "./replay/replay-store.js";
export { bestPoint, type SurfacePoint } from "./selection/search-parameters.js";
export type { FeatureVerdict, Selection } from "./selection/select-features.js";
export { surfaceSvg } from "./selection/surface-svg.js";
export { NO_POINTS, type Track, type TrackColumns } from "./track.js";
export { tracksOf } from "./tracks-of-traces.js";
export { type LeaveOutResult, type LeftOutGroup, leaveFamiliesOut } from "./training/leave-families-out.js";
export { type SearchSettingsOptions, searchSettings } from "./training/search-settings.js";
export { DEFAULT_SETTINGS, type DetectorSettings } from "./training/settings.js";
export { type TrainDetectorOptions, type TrainedDetector, trainDetector } from "./training/train-detector.js";
