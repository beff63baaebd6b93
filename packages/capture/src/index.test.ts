import { expect, test } from "vitest";
import * as capture from "./index.js";

test("the door of this room lets out this name and no other", () => {
  expect(Object.keys(capture)).toEqual(["start"]);
});
