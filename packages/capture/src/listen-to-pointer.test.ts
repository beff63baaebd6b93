import { BUTTONS, EVENT_KINDS, POINTER_TYPES } from "@wristprint/core";
import { beforeEach, expect, it } from "vitest";
import { listenToPointer } from "./listen-to-pointer.js";
import { FakePage } from "./testing/fake-page.js";

let page: FakePage;
let heard: string[];
let controller: AbortController;

beforeEach(() => {
  page = new FakePage();
  heard = [];
  controller = new AbortController();
  listenToPointer(page, controller.signal, (code, stampMs, x, y) => {
    const words = [EVENT_KINDS[code & 7], BUTTONS[(code >> 3) & 7], POINTER_TYPES[code >> 6]];
    heard.push([...words, stampMs, x, y].join(" "));
  });
});

it("listens to the pointer and the wheel alone, and to nothing once told so", () => {
  expect(page.listening).toEqual(["pointermove", "pointerdown", "pointerup", "wheel"]);
  controller.abort();
  expect(page.listening).toEqual([]);
});

it("tells a click with its place", () => {
  page.pointer("pointermove", { screenX: 3, screenY: 4 });
  page.pointer("pointerdown", { button: 0, buttons: 1, screenX: 3, screenY: 4 });
  page.pointer("pointerup", { button: 0, buttons: 0, screenX: 3, screenY: 4 });
  expect(heard).toEqual([
    "move none mouse 5000 3 4",
    "press left mouse 5000 3 4",
    "release left mouse 5000 3 4",
  ]);
});

it.each([
  [0, 1, "left"],
  [1, 4, "middle"],
  [2, 2, "right"],
  [3, 8, "x"],
  [4, 16, "x"],
  [5, 32, "x"],
])("knows button %d, pressed, dragged and released, as %3$s", (button, buttons, word) => {
  page.pointer("pointerdown", { button, buttons });
  page.pointer("pointermove", { buttons });
  page.pointer("pointerup", { button, buttons: 0 });
  expect(heard.map((line) => line.split(" ").slice(0, 2))).toEqual([
    ["press", word],
    ["drag", word],
    ["release", word],
  ]);
});

it("tells a second button that is pressed and released while the first is held", () => {
  page.pointer("pointerdown", { button: 0, buttons: 1 });
  page.pointer("pointermove", { button: 2, buttons: 3 });
  page.pointer("pointermove", { buttons: 3 });
  page.pointer("pointermove", { button: 2, buttons: 1 });
  page.pointer("pointerup", { button: 0, buttons: 0 });
  expect(heard.map((line) => line.split(" ", 2).join(" "))).toEqual([
    "press left",
    "press right",
    "drag left",
    "release right",
    "release left",
  ]);
});

it("takes the points that the browser put together, with their own times and places", () => {
  const point = (timeStamp: number, screenX: number) => ({
    isTrusted: true,
    pointerType: "mouse",
    timeStamp,
    screenX,
    screenY: 9,
  });
  const points = [point(4990, 1), point(4991, 2), point(4992, 3)];
  page.pointer("pointermove", { getCoalescedEvents: () => points });
  expect(heard).toEqual(["move none mouse 4990 1 9", "move none mouse 4991 2 9", "move none mouse 4992 3 9"]);
});

it("takes the event itself where the browser put no points together", () => {
  page.pointer("pointermove", { getCoalescedEvents: () => [], screenX: 8 });
  page.pointer("pointermove", { getCoalescedEvents: undefined, screenX: 9 });
  expect(heard).toEqual(["move none mouse 5000 8 0", "move none mouse 5000 9 0"]);
});

it("tells scrolling by its direction, and nothing of scrolling sideways", () => {
  const wheel = { type: "wheel", isTrusted: true, timeStamp: 1, screenX: 5, screenY: 6 };
  page.dispatch({ ...wheel, deltaY: 3 });
  page.dispatch({ ...wheel, deltaY: -0.5 });
  page.dispatch({ ...wheel, deltaY: 0, deltaX: 4 });
  expect(heard).toEqual(["scrollDown scroll mouse 1 5 6", "scrollUp scroll mouse 1 5 6"]);
});

it("marks pen, touch and what a script made", () => {
  page.pointer("pointermove", { pointerType: "pen" });
  page.pointer("pointermove", { pointerType: "touch" });
  page.pointer("pointermove", { pointerType: "" });
  page.pointer("pointermove", { isTrusted: false, isPrimary: false, button: 0 });
  expect(heard.map((line) => line.split(" ")[2])).toEqual(["pen", "touch", "mouse", "script"]);
  expect(heard.every((line) => line.startsWith("move none"))).toBe(true);
});

it("follows the first finger alone", () => {
  page.pointer("pointerdown", { pointerType: "touch", isPrimary: true, buttons: 1 });
  page.pointer("pointerdown", { pointerType: "touch", isPrimary: false, buttons: 1 });
  page.pointer("pointermove", { pointerType: "touch", isPrimary: false, buttons: 1 });
  expect(heard).toHaveLength(1);
});
