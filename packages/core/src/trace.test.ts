import { expect, test } from "vitest";
import { BUTTONS, buttonCode, EVENT_KINDS, eventKindCode } from "./trace.js";

// Stored data sets hold these codes: a new kind or button is added at the end.
test("codes of kinds and buttons stay as they have been stored", () => {
  expect(EVENT_KINDS.map(eventKindCode)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(EVENT_KINDS).toEqual(["move", "drag", "press", "release", "scrollDown", "scrollUp"]);
  expect(BUTTONS.map(buttonCode)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(BUTTONS).toEqual(["none", "left", "right", "middle", "x", "scroll"]);
});
