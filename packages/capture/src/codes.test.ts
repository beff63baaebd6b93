import { buttonCode, eventKindCode, POINTER_TYPES } from "@wristprint/core";
import { expect, it } from "vitest";
import * as codes from "./codes.js";

it("uses core's codes", () => {
  expect({ ...codes }).toEqual({
    MOVE: eventKindCode("move"),
    DRAG: eventKindCode("drag"),
    PRESS: eventKindCode("press"),
    RELEASE: eventKindCode("release"),
    SCROLL_DOWN: eventKindCode("scrollDown"),
    SCROLL_UP: eventKindCode("scrollUp"),
    NONE: buttonCode("none"),
    LEFT: buttonCode("left"),
    RIGHT: buttonCode("right"),
    MIDDLE: buttonCode("middle"),
    EXTRA: buttonCode("x"),
    SCROLL: buttonCode("scroll"),
    MOUSE: POINTER_TYPES.indexOf("mouse"),
    PEN: POINTER_TYPES.indexOf("pen"),
    TOUCH: POINTER_TYPES.indexOf("touch"),
    SCRIPT: POINTER_TYPES.indexOf("script"),
  });
});
