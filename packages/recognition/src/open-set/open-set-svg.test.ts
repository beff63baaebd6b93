import { expect, it } from "vitest";
import { openSetSvg } from "./open-set-svg.js";

it("has a line for each number of blocks, and leaves out points that a logarithm cannot have", async () => {
  const spread = (mean: number) => ({ mean, sd: null });
  const figures = (blocks: number) => ({
    blocks,
    searches: { known: 4, development: 20, test: 20 },
    rankOne: spread(0.9),
    at: [{ target: 0.01, fpir: spread(0), dir: spread(0.4) }],
    curve: [
      { fpir: 0.1, dir: 0.5 },
      { fpir: 1, dir: 0.9 },
    ],
  });
  const svg = await openSetSvg({ byBlocks: [figures(1), figures(5)] });
  expect(svg).toContain("strangers taken for somebody (FPIR)");
  expect(svg).toMatch(/>1 block<[\s\S]*>5 blocks</);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
