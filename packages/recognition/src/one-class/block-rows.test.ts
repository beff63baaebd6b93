import { SIGNALS } from "@wristprint/core";
import { expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { blockRows } from "./block-rows.js";

// Two blocks of two steps.
const BLOCKS = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]);

it("takes one direction's channels step by step, or all", () => {
  const rows = (direction: "x" | "y" | "both") => blockRows(BLOCKS, 2, SIGNALS.velocity, direction);
  expect(rows("x")).toEqual({ count: 2, size: 2, data: Float32Array.from([1, 3, 5, 7]) });
  expect(rows("y")).toEqual({ count: 2, size: 2, data: Float32Array.from([2, 4, 6, 8]) });
  expect(rows("both")).toEqual({ count: 2, size: 4, data: BLOCKS });
});

it("takes every channel of the direction", () => {
  const blocks = Float32Array.from({ length: 6 }, (_, i) => i);
  expect(blockRows(blocks, 1, SIGNALS.sixChannel, "y").data).toEqual(Float32Array.from([1, 3]));
});

it("says what there is where a direction has no channel", () => {
  expect(() => blockRows(BLOCKS, 4, ["logTime"], "x")).toThrow(
    new RecognitionError("bad-definition", "oneClass.input: no x among the channels logTime"),
  );
});
