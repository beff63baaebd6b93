import { expect, it } from "vitest";
import * as liveness from "./index.js";

it("exports on purpose", () => {
  expect(Object.keys(liveness).sort()).toEqual([
    "FEWEST_TRACK_POINTS",
    "LivenessError",
    "MOST_POINTS",
    "NO_POINTS",
    "REPLAY_LIMITS",
    "TRACK_PAUSE_MS",
    "createReplayIndex",
    "createTrackCutter",
    "createTrackMaker",
    "cutTracks",
    "evaluateReplay",
    "openReplayStore",
  ]);
});
