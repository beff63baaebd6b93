import { expect, test } from "vitest";
import * as prediction from "./index.js";

test("the door of this room lets out these names and no others", () => {
  expect(Object.keys(prediction).sort()).toEqual([
    "ANSWER_LIMIT_BYTES",
    "BLOCKS_PER_REQUEST",
    "MESSAGE_LIMIT_BYTES",
    "PredictionError",
    "PredictionService",
    "createPredictorClient",
    "createPredictorPool",
    "decodeFloats",
    "encodeFloats",
    "superviseLocalPredictor",
    "systemClock",
  ]);
});
