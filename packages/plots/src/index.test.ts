import { expect, test } from "vitest";
import * as plots from "./index.js";

test("the door of this room lets out these names and no others", () => {
  expect(Object.keys(plots).sort()).toEqual([
    "COLOURS",
    "PLOT_WIDTH_PX",
    "SHARE_RANGE",
    "escapeMarkup",
    "printable",
    "renderSvg",
    "textWidth",
  ]);
});
