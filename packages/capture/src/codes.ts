import type { BUTTONS, EVENT_KINDS, POINTER_TYPES } from "@wristprint/core";

/**
 * The numbers that stand on the wire. They are core's, as types alone: the script carries no core, and the
 * compiler refuses a number that is not the word's place in core's list.
 */
type PlaceOf<List extends readonly string[], Word extends List[number]> = {
  [Place in keyof List]: List[Place] extends Word
    ? Place extends `${infer Code extends number}`
      ? Code
      : never
    : never;
}[number];

type KindCode<Word extends (typeof EVENT_KINDS)[number]> = PlaceOf<typeof EVENT_KINDS, Word>;
export const MOVE: KindCode<"move"> = 0;
export const DRAG: KindCode<"drag"> = 1;
export const PRESS: KindCode<"press"> = 2;
export const RELEASE: KindCode<"release"> = 3;
export const SCROLL_DOWN: KindCode<"scrollDown"> = 4;
export const SCROLL_UP: KindCode<"scrollUp"> = 5;

type ButtonCode<Word extends (typeof BUTTONS)[number]> = PlaceOf<typeof BUTTONS, Word>;
export const NONE: ButtonCode<"none"> = 0;
export const LEFT: ButtonCode<"left"> = 1;
export const RIGHT: ButtonCode<"right"> = 2;
export const MIDDLE: ButtonCode<"middle"> = 3;
export const EXTRA: ButtonCode<"x"> = 4;
export const SCROLL: ButtonCode<"scroll"> = 5;

type PointerCode<Word extends (typeof POINTER_TYPES)[number]> = PlaceOf<typeof POINTER_TYPES, Word>;
export const MOUSE: PointerCode<"mouse"> = 0;
export const PEN: PointerCode<"pen"> = 1;
export const TOUCH: PointerCode<"touch"> = 2;
export const SCRIPT: PointerCode<"script"> = 3;
