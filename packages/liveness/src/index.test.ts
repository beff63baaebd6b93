import { expect, it } from "vitest";
import * as liveness from "./index.js";

it("exports on purpose", () => {
  expect(Object.keys(liveness).sort()).toEqual([
    "DEFAULT_SETTINGS",
    "FEATURES",
    "FEWEST_TRACK_POINTS",
    "LEAST_EVIDENCE",
    "LivenessError",
    "MOST_POINTS",
    "NO_POINTS",
    "REPLAY_LIMITS",
    "TRACK_GENERATORS",
    "TRACK_PAUSE_MS",
    "bestPoint",
    "createDetector",
    "createFeatureExtractor",
    "createReplayIndex",
    "createTrackCutter",
    "createTrackMaker",
    "cutTracks",
    "evaluateDetector",
    "evaluateReplay",
    "generateTracks",
    "leaveFamiliesOut",
    "livenessFigures",
    "loadDetector",
    "offsetSvg",
    "openReplayStore",
    "parseDetectorCard",
    "searchSettings",
    "surfaceSvg",
    "tracksOf",
    "trainDetector",
    "writeDetector",
  ]);
});
