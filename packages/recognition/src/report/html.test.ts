import { describe, expect, it } from "vitest";
import { htmlReport } from "./html.js";
import { renderPlots } from "./render-plots.js";
import type { RunSummary } from "./run-summary.js";
import { markupErrors } from "./testing/markup-errors.js";
import { emptyRun, sampleAuthentication, sampleIdentification } from "./testing/sample-run.js";

const HOSTILE = `"><script>alert('1')</script>&amp;,\n`;

async function page(summary: RunSummary): Promise<string> {
  return htmlReport(summary, await renderPlots(summary));
}

/** What a reader sees, without tags. */
function words(document: string): string {
  return document
    .replace(/<style>.*?<\/style>/gs, "")
    .replace(/<svg.*?<\/svg>/gs, "")
    .replace(/<[^>]*>/g, " ");
}

describe("htmlReport", () => {
  it("is well-formed, with every plot in it, and loads and runs nothing", async () => {
    for (const summary of [sampleAuthentication(), sampleIdentification(), emptyRun()]) {
      const document = await page(summary);
      expect(markupErrors(document, "html")).toEqual([]);
      expect(document.match(/<figure /g)?.length ?? 0).toBe((await renderPlots(summary)).length);
      expect(document).not.toMatch(/<script|<link|<img|@import|\bsrc=|\bon\w+=/);
      expect(document.replace(/xmlns(:\w+)?="[^"]*"/g, "")).not.toMatch(/https?:|url\((?!#)/);
    }
  });

  it("is the same for the same run", async () => {
    expect(await page(sampleIdentification())).toBe(await page(sampleIdentification()));
  });

  it("puts the protocol beside the figures", async () => {
    const summary = sampleAuthentication();
    const text = words(await page(summary));
    const figure = text.indexOf((summary.metrics.auc?.mean ?? 0).toFixed(3));
    const protocol = text.indexOf(summary.protocol);
    expect(figure).toBeGreaterThan(0);
    expect(protocol).toBeGreaterThan(figure);
    expect(protocol).toBeLessThan(text.indexOf("Plots, and how to read them"));
  });

  it("says everything that defines the run", async () => {
    const summary = sampleAuthentication();
    const text = words(await page(summary));
    for (const expected of [
      "mcdcnn",
      "26,402",
      "learningRate",
      "0.002",
      "2,253,816",
      "42",
      "0.1.0",
      "user35",
    ]) {
      expect(text).toContain(expected);
    }
    expect(text).toContain(summary.command);
    for (const { howToRead } of await renderPlots(summary))
      expect(text).toContain(howToRead.replaceAll("'", "&#39;"));
  });

  it("puts published figures beside ours", async () => {
    expect(words(await page(sampleAuthentication()))).toMatch(/2D-CNN[^.]*AUC\s+0\.960\s+0\.9\d\d/);
  });

  it("gives each user a row in natural order, with the mean below", async () => {
    const document = await page(sampleAuthentication());
    const rows = [...document.matchAll(/<tr><th scope="row">(user\d+)<\/th>/g)].map(([, user]) => user);
    expect(rows).toEqual(Object.keys(sampleAuthentication().data.blocks));
    expect(words(document)).toContain("Standard deviation");
  });

  it("escapes hostile text wherever it stands", async () => {
    const sample = sampleIdentification(1, [HOSTILE, `${HOSTILE}2`, "c"]);
    const document = await page({
      ...sample,
      name: HOSTILE,
      title: HOSTILE,
      description: HOSTILE,
      protocol: HOSTILE,
      command: HOSTILE,
      seed: HOSTILE,
      data: { ...sample.data, format: HOSTILE },
      network: { architecture: HOSTILE },
      preprocessing: { [HOSTILE]: HOSTILE },
      training: { [HOSTILE]: [HOSTILE] },
      versions: { [HOSTILE]: HOSTILE },
      published: [{ metric: "auc", label: HOSTILE, value: 0.9 }],
    });
    expect(markupErrors(document, "html")).toEqual([]);
    expect(document).not.toContain("<script");
    expect(document).toContain("&lt;script&gt;");
  });

  it("never prints what is no number", async () => {
    const nothing = Number.NaN;
    const document = await page({
      ...emptyRun(),
      seconds: nothing,
      metrics: {
        auc: { mean: nothing, sd: nothing, gini: nothing, perUser: { a: nothing, b: null } },
        accuracy: { value: null, perUser: {} },
        eer: { mean: 0.1, interval: [nothing, nothing], perUser: { a: 0.1 } },
        byBlocks: [{ blocks: 5, auc: nothing, eer: null }],
      },
    });
    expect(document).not.toMatch(/NaN|undefined|Infinity|>null</);
  });
});
