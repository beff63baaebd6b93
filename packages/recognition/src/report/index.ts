export type { AuthenticationScores, IdentificationScores, OwnerDecisions } from "./csv.js";
export {
  authenticationScoresCsv,
  csvField,
  decisionsCsv,
  identificationScoresCsv,
  perUserCsv,
} from "./csv.js";
export { htmlReport } from "./html.js";
export type { Plot } from "./plots/plot.js";
export { PLOTS } from "./plots/registry.js";
export type { RenderedPlot } from "./render-plots.js";
export { plotSpecification, renderPlots } from "./render-plots.js";
export { reportFiles } from "./report-files.js";
export type {
  BlockCounts,
  BlocksMetric,
  Column,
  ConfusionCounts,
  ErrorCurve,
  ErrorCurves,
  Measured,
  PooledMetric,
  PublishedFigure,
  RunCurves,
  RunData,
  RunMetrics,
  RunSummary,
  ScoreSample,
  Setting,
  Task,
  TrainingHistory,
  UserMetric,
} from "./run-summary.js";
