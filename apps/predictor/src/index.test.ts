import { expect, test } from "vitest";
import * as predictor from "./index.js";

test("the door of this room lets out the program and nothing else", () => {
  expect(Object.keys(predictor)).toEqual(["main"]);
});
