import { buttonCode, eventKindCode, type Random } from "@wristprint/core";
import { createEventColumns, type EventColumns } from "../reading/event-columns.js";
import { strokeOffset } from "./lognormal-stroke.js";
import type { MotorProfile } from "./motor-profile.js";
import { planMovement, type Target } from "./pointing-movement.js";

/** The screen and the sampling are everyone's alike, so that they tell nobody apart. */
const SCREEN_WIDTH = 1920;
const SCREEN_HEIGHT = 1080;
const SAMPLE_MS = 10;
const SAMPLE_JITTER_MS = 1.6;
/** Now and then the machine is busy and a sample comes late. */
const LATE_SAMPLE = 0.02;

const MOVE = eventKindCode("move");
const DRAG = eventKindCode("drag");
const PRESS = eventKindCode("press");
const RELEASE = eventKindCode("release");
const SCROLL_DOWN = eventKindCode("scrollDown");
const SCROLL_UP = eventKindCode("scrollUp");
const NONE = buttonCode("none");
const LEFT = buttonCode("left");
const RIGHT = buttonCode("right");
const SCROLL = buttonCode("scroll");

/** A session of exactly `events` events: work with targets on a screen, done by a hand. */
export function simulateSession(profile: MotorProfile, events: number, random: Random): EventColumns {
  const columns = createEventColumns(events);
  let clockMs = 0;
  let x = 0;
  let y = 0;
  let tremorPhase = 2 * Math.PI * random.uniform();

  function emit(kind: number, button: number): void {
    if (columns.count === events) return;
    const at = columns.count++;
    columns.tMs[at] = Math.round(clockMs);
    columns.x[at] = x;
    columns.y[at] = y;
    columns.kind[at] = kind;
    columns.button[at] = button;
  }
  function wait(meanMs: number, deviation: number): void {
    clockMs += meanMs * Math.exp(deviation * random.normal());
  }
  function moveTo(target: Target, kind: number): void {
    const fromX = x;
    const fromY = y;
    const beganMs = clockMs;
    const { strokes, endMs } = planMovement(profile, fromX, fromY, target, beganMs, random);
    while (clockMs < endMs && columns.count < events) {
      const jitter = SAMPLE_JITTER_MS * random.normal() + (random.uniform() < LATE_SAMPLE ? SAMPLE_MS : 0);
      const stepMs = Math.max(4, SAMPLE_MS + jitter);
      clockMs += stepMs;
      tremorPhase += (2 * Math.PI * profile.tremorHz * stepMs) / 1000;
      let toX = fromX + profile.tremorPx * Math.sin(tremorPhase);
      let toY = fromY + profile.tremorPx * Math.sin(1.13 * tremorPhase + 1);
      for (const stroke of strokes) {
        const [dx, dy] = strokeOffset(stroke, clockMs);
        // What a stroke had done before the movement began is not seen.
        const [seenX, seenY] = strokeOffset(stroke, beganMs);
        toX += dx - seenX;
        toY += dy - seenY;
      }
      // The sensor counts whole pixels, with a little noise of its own.
      const pixelX = onScreen(Math.round(toX + 0.25 * random.normal()), SCREEN_WIDTH);
      const pixelY = onScreen(Math.round(toY + 0.25 * random.normal()), SCREEN_HEIGHT);
      if (pixelX === x && pixelY === y) continue;
      x = pixelX;
      y = pixelY;
      emit(kind, NONE);
    }
  }
  function press(button: number, whileHeld: () => void): void {
    wait(90 * profile.dwell, 0.35);
    emit(PRESS, button);
    whileHeld();
    wait(85 * profile.hold, 0.25);
    emit(RELEASE, button);
  }
  function scroll(): void {
    const kind = random.uniform() < 0.65 ? SCROLL_DOWN : SCROLL_UP;
    for (let notches = 2 + random.integer(8); notches > 0; notches--) {
      wait(70, 0.3);
      emit(kind, SCROLL);
    }
  }

  ({ x, y } = drawTarget(random));
  emit(MOVE, NONE);
  while (columns.count < events) {
    moveTo(drawTarget(random), MOVE);
    const action = random.uniform();
    if (action < 0.6) press(LEFT, () => {});
    else if (action < 0.65) press(RIGHT, () => {});
    else if (action < 0.73) press(LEFT, () => moveTo(drawTarget(random), DRAG));
    else if (action < 0.8) scroll();
    wait(280 * profile.pause, 0.5);
    // A look elsewhere: long enough to end a sequence of events.
    if (random.uniform() < 0.03) wait(4000, 0.4);
  }
  return columns;
}

/** Somewhere to point at: words, buttons, list entries and fields, between 12 and 160 px wide. */
function drawTarget(random: Random): Target {
  return {
    x: 20 + random.integer(SCREEN_WIDTH - 40),
    y: 20 + random.integer(SCREEN_HEIGHT - 40),
    widthPx: Math.min(160, 12 * Math.exp(1.6 * random.uniform() + 0.3 * Math.abs(random.normal()))),
  };
}

function onScreen(pixel: number, size: number): number {
  return Math.min(size - 1, Math.max(0, pixel));
}
