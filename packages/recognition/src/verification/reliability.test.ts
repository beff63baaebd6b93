import { expect, it } from "vitest";
import { calibrationSvg } from "./calibration-svg.js";
import { reliabilityOf } from "./reliability.js";

const ODDS_OF_3 = Math.log(3);

it("sets what ratios claim beside what is so, in tenths, both kinds weighing the same", () => {
  // Of mated ratios half claim 3 : 1, of non-mated ones a sixth: 3 : 1 is so.
  const nonMated = [ODDS_OF_3, -ODDS_OF_3, -ODDS_OF_3, -ODDS_OF_3, -ODDS_OF_3, -ODDS_OF_3];
  const bins = reliabilityOf([ODDS_OF_3, 800], nonMated);
  expect(bins.map(({ comparisons }) => comparisons)).toEqual([5, 2, 1]);
  expect(bins.map(({ claimed }) => claimed)).toEqual(
    [0.25, 0.75, 1].map((share) => expect.closeTo(share, 12)),
  );
  expect(bins.map(({ observed }) => observed)).toEqual(
    [0, 0.75, 1].map((share) => expect.closeTo(share, 12)),
  );
});

it("is drawn with each number of blocks and its costs", async () => {
  const reliability = reliabilityOf([ODDS_OF_3], [-ODDS_OF_3]);
  const svg = await calibrationSvg([
    { blocks: 1, cllr: 0.512, cllrMin: 0.49, reliability },
    { blocks: 5, cllr: 0.3, cllrMin: 0.25, reliability },
  ]);
  expect(svg).toMatch(/^<svg/);
  expect(svg).toContain("1 block: Cllr 0.512, at least 0.490");
  expect(svg).toContain("5 blocks: Cllr 0.300, at least 0.250");
});
