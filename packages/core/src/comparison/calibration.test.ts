import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MATED, NON_MATED } from "../testing/scores.js";
import { type Calibration, calibrationLine, fitCalibration } from "./calibration.js";
import { fitLogistic } from "./logistic-fit.js";

const calibration: Calibration = {
  referenceBlocks: [5, 20],
  probeBlocks: [1, 4, 8],
  slopes: [
    [1, 2, 3],
    [2, 4, 6],
  ],
  offsets: [
    [-1, -2, -3],
    [-2, -4, -6],
  ],
};

describe("calibrationLine", () => {
  test("is the fitted line at a fitted pair, and the outermost beyond", () => {
    expect(calibrationLine(calibration, 20, 4)).toEqual({ slope: 4, offset: -4 });
    expect(calibrationLine(calibration, 100, 50)).toEqual({ slope: 6, offset: -6 });
    expect(calibrationLine(calibration, 1, 1)).toEqual({ slope: 1, offset: -1 });
  });

  test("lies between fitted lines, over the logarithm of the numbers", () => {
    expect(calibrationLine(calibration, 5, 2)).toEqual({ slope: 1.5, offset: -1.5 });
    const { slope, offset } = calibrationLine(calibration, 10, 2);
    expect(slope).toBeCloseTo(2.25, 12);
    expect(offset).toBeCloseTo(-2.25, 12);
  });

  test("moves without jumps, upwards here with more blocks on either side", () => {
    const blocks = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(blocks, blocks, (reference, probe) => {
        const { slope } = calibrationLine(calibration, reference, probe);
        expect(calibrationLine(calibration, reference + 1, probe).slope).toBeGreaterThanOrEqual(
          slope - 1e-12,
        );
        expect(calibrationLine(calibration, reference, probe + 1).slope).toBeGreaterThanOrEqual(
          slope - 1e-12,
        );
        expect(slope).toBeGreaterThanOrEqual(1);
        expect(slope).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe("fitCalibration", () => {
  const cell = (referenceBlocks: number, probeBlocks: number, stretch: number) => ({
    referenceBlocks,
    probeBlocks,
    mated: MATED.map((score) => stretch * score),
    nonMated: NON_MATED.map((score) => stretch * score),
  });

  test("fits every pair by itself, whatever their order", () => {
    const fitted = fitCalibration([cell(20, 2, 4), cell(5, 1, 1), cell(20, 1, 3), cell(5, 2, 2)]);
    expect(fitted).toMatchObject({ referenceBlocks: [5, 20], probeBlocks: [1, 2] });
    const { slope, offset } = fitLogistic(cell(20, 1, 3).mated, cell(20, 1, 3).nonMated);
    expect(calibrationLine(fitted, 20, 1)).toEqual({ slope, offset });
    expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
  });

  test("refuses a grid with a hole", () => {
    expect(() => fitCalibration([cell(5, 1, 1), cell(20, 2, 1)])).toThrow(
      "no scores of 5 reference and 2 probe",
    );
  });
});
