import { expect, it } from "vitest";
import * as liveness from "./index.js";

it("exports on purpose", () => {
  expect(Object.keys(liveness).sort()).toEqual([
    "DEFAULT_SETTINGS",
    "FEATURES",
    "LivenessError",
    "MOST_POINTS",
    "NO_POINTS",
    "TRACK_GENERATORS",
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
    "loadDetector",
    "offsetSvg",
    "openReplayStore",
    "searchSettings",
    "surfaceSvg",
    "tracksOf",
    "trainDetector",
    "writeDetector",
  ]);
});
