import { perUserCsv } from "./csv.js";
import { htmlReport } from "./html.js";
import { renderPlots } from "./render-plots.js";
import type { RunSummary } from "./run-summary.js";

/**
 * The files of a run's report, by name: report.html, per-user.csv and one SVG per plot. scores.csv is not
 * among them: the scores of single blocks are no part of a summary.
 */
export async function reportFiles(summary: RunSummary): Promise<Map<string, string>> {
  const plots = await renderPlots(summary);
  const files = new Map<string, string>();
  files.set("report.html", htmlReport(summary, plots));
  files.set("per-user.csv", perUserCsv(summary));
  for (const { id, svg } of plots) files.set(`${id}.svg`, svg);
  return files;
}
