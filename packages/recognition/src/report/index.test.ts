import { expect, it } from "vitest";
import * as report from "./index.js";
import { sampleIdentification } from "./testing/sample-run.js";

it("exports on purpose", () => {
  expect(Object.keys(report).sort()).toEqual([
    "PLOTS",
    "authenticationScoresCsv",
    "csvField",
    "decisionsCsv",
    "htmlReport",
    "identificationScoresCsv",
    "perUserCsv",
    "plotSpecification",
    "renderPlots",
    "reportFiles",
  ]);
});

it("gives a run's report as files by name", async () => {
  const files = await report.reportFiles(sampleIdentification());
  expect([...files.keys()]).toEqual([
    "report.html",
    "per-user.csv",
    "user-auc.svg",
    "confusion.svg",
    "cmc.svg",
    "by-blocks.svg",
    "roc.svg",
    "roc-log.svg",
    "det.svg",
    "training.svg",
  ]);
});
