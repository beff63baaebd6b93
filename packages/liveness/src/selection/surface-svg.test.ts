import { expect, it } from "vitest";
import { bestPoint } from "./search-parameters.js";
import { surfaceSvg } from "./surface-svg.js";

const surface = [
  { gamma: 0, maxDepth: 2, logLoss: 0.0365, errors: 10 },
  { gamma: 0, maxDepth: 4, logLoss: 0.0135, errors: 5 },
  { gamma: 1, maxDepth: 4, logLoss: 0.0135, errors: 5 },
  { gamma: 1, maxDepth: 2, logLoss: 0.04, errors: 11 },
];

it("draws a field a point, with its loss in thousandths, the same each time", async () => {
  const svg = await surfaceSvg(surface);
  expect(svg).toMatch(/^<svg /);
  for (const label of ["36.5", "13.5", "40.0", "gamma", "depth of trees at most"])
    expect(svg).toContain(label);
  expect(await surfaceSvg(surface)).toBe(svg);
});

it("takes of equally good points the one with the larger gamma", () => {
  expect(bestPoint(surface)).toBe(surface[2]);
  expect(bestPoint([])).toBeUndefined();
});
