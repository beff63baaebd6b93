import fc from "fast-check";
import { expect, it } from "vitest";
import type { HookEvent } from "./hook-messages.js";
import { createHookReader } from "./read-hook-events.js";

const pointed = (kind: "move" | "press" | "release", button = 0, atMs = 0): HookEvent => ({
  kind,
  atMs,
  x: 1,
  y: 2,
  button,
});
const wheel = (rotation: number, atMs = 0): HookEvent => ({ kind: "wheel", atMs, x: 1, y: 2, rotation });
const readAll = (events: readonly HookEvent[]) => events.map(createHookReader());
const words = (events: readonly HookEvent[]) =>
  readAll(events).map((event) => event && `${event.button} ${event.kind}`);

it("counts times from the first event, in whole milliseconds, and keeps places as they are", () => {
  const read = createHookReader();
  expect(read({ kind: "move", atMs: 7000.4, x: -3, y: 70_000, button: 0 })).toEqual({
    tMs: 0,
    x: -3,
    y: 70_000,
    kind: "move",
    button: "none",
  });
  expect(read(pointed("move", 0, 7016.6))?.tMs).toBe(16);
});

it("goes on counting when a clock of 32 bits begins again, and keeps small steps back", () => {
  const times = [2 ** 32 - 10, 2 ** 32 - 12, 5, 3].map((atMs) => pointed("move", 0, atMs));
  expect(readAll(times).map((event) => event?.tMs)).toEqual([0, -2, 15, 13]);
});

it("names the buttons", () => {
  expect(words([1, 2, 3, 4, 5, 0].map((button) => pointed("press", button)))).toEqual([
    "left press",
    "right press",
    "middle press",
    "x press",
    "x press",
    "x press",
  ]);
});

it("takes a move for a drag as long as a button is held, by the button pressed last", () => {
  const [press, release, move] = [
    (button: number) => pointed("press", button),
    (button: number) => pointed("release", button),
    pointed("move"),
  ];
  expect(
    words([move, press(1), move, press(2), move, release(2), move, release(1), move, release(3), move]),
  ).toEqual([
    "none move",
    "left press",
    "left drag",
    "right press",
    "right drag",
    "right release",
    "left drag",
    "left release",
    "none move",
    "middle release",
    "none move",
  ]);
});

it("tells the wheel's turns by their direction and drops those sideways, their time too", () => {
  expect(words([wheel(1), wheel(-3), wheel(0)])).toEqual(["scroll scrollDown", "scroll scrollUp", undefined]);
  const read = createHookReader();
  read(wheel(0, 100));
  expect(read(wheel(1, 500))?.tMs).toBe(0);
});

it("tells one event for each of the hook's, and drags only between a press and its release", () => {
  const event = fc.oneof(
    fc
      .constantFrom("move" as const, "press" as const, "release" as const)
      .chain((kind) => fc.nat(5).map((button) => pointed(kind, kind === "move" ? 0 : button))),
    fc.constantFrom(-1, 1).map((rotation) => wheel(rotation)),
  );
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const held = new Set<string>();
      for (const told of readAll(events)) {
        if (told?.kind === "press") held.add(told.button);
        if (told?.kind === "release") held.delete(told.button);
        if (told?.kind === "move") expect(held.size).toBe(0);
        if (told?.kind === "drag") expect(held).toContain(told.button);
      }
    }),
  );
});
