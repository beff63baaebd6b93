export { LivenessError, type LivenessErrorCode } from "./liveness-error.js";
export { NO_POINTS, type Track, type TrackColumns } from "./track.js";
