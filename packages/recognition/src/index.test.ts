import { expect, it } from "vitest";
import * as recognition from "./index.js";

it("exports on purpose", () => {
  expect(Object.keys(recognition).sort()).toEqual([
    "ARCHITECTURES",
    "PLOTS",
    "RecognitionError",
    "architecture",
    "authenticationScoresCsv",
    "blocksOf",
    "createNetwork",
    "csvField",
    "htmlReport",
    "identificationScoresCsv",
    "parseDefinition",
    "perUserCsv",
    "plotSpecification",
    "prepareBlocks",
    "readDefinition",
    "renderPlots",
    "renderSvg",
    "reportFiles",
    "runExperiment",
    "tracesBySubject",
    "trainModels",
    "withSetting",
  ]);
});
