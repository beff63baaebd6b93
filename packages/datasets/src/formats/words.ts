import type { Button, EventKind } from "@wristprint/core";

/**
 * The words that Balabit's recorder wrote, and after it SapiMouse's and DFL's. `Other` is SapiMouse's word for
 * a button past the third; it is told as an extra button.
 */
export const RECORDER_BUTTONS: Readonly<Record<string, Button>> = {
  NoButton: "none",
  Left: "left",
  Right: "right",
  Middle: "middle",
  XButton: "x",
  Other: "x",
  Scroll: "scroll",
};

export const RECORDER_STATES: Readonly<Record<string, EventKind>> = {
  Move: "move",
  Drag: "drag",
  Pressed: "press",
  Released: "release",
  Down: "scrollDown",
  Up: "scrollUp",
};

/** Columns of a file that says which sessions are the account owner's, and what the second one's words mean. */
export const LABEL_COLUMNS = {
  header: "filename,is_illegal",
  genuine: { "0": true, "1": false },
} as const;
