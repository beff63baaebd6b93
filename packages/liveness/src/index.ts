export {
  createTrackCutter,
  cutTracks,
  FEWEST_TRACK_POINTS,
  TRACK_PAUSE_MS,
  type TrackCutter,
} from "./cut-tracks.js";
export { LivenessError, type LivenessErrorCode } from "./liveness-error.js";
export {
  type DetectionRow,
  type EvaluateReplayOptions,
  evaluateReplay,
  type FalseAlarms,
  type ReplayEvaluation,
} from "./replay/evaluate-replay.js";
export { createTrackMaker } from "./replay/made-up-tracks.js";
export { MOST_POINTS } from "./replay/path.js";
export type { ReplayAnswer, ReplayChange, ReplaySource } from "./replay/replay-answer.js";
export { createReplayIndex, type ReplayIndex, type StoredTrackPlace } from "./replay/replay-index.js";
export { REPLAY_LIMITS } from "./replay/replay-limits.js";
export { openReplayStore, type ReplayStore } from "./replay/replay-store.js";
export { NO_POINTS, type Track, type TrackColumns } from "./track.js";
