import { describe, expect, it } from "vitest";
import { PLOTS } from "./plots/registry.js";
import { renderPlots } from "./render-plots.js";
import type { RunSummary } from "./run-summary.js";
import { markupErrors } from "./testing/markup-errors.js";
import { emptyRun, sampleAuthentication, sampleIdentification } from "./testing/sample-run.js";

const HOSTILE = [
  "<script>alert(1)</script>",
  `"quoted", 'twice' & more`,
  "line\r\nbreak",
  "]]>\u0000\ud800",
  "",
];

async function svgs(summary: RunSummary): Promise<Map<string, string>> {
  return new Map((await renderPlots(summary)).map(({ id, svg }) => [id, svg]));
}

function expectSound(plots: Map<string, string>): void {
  for (const [id, svg] of plots) {
    expect(markupErrors(svg, "xml"), id).toEqual([]);
    expect(svg, id).toMatch(/^<svg role="img" aria-label="[^"]+"/);
    expect(/.{60}(?:NaN|undefined|Infinity|\bnull\b|<script)/s.exec(svg)?.[0], id).toBeUndefined();
  }
}

describe("renderPlots", () => {
  it("draws every plot that the run has data for, in the registry's order", async () => {
    const authentication = [...(await svgs(sampleAuthentication())).keys()];
    const identification = [...(await svgs(sampleIdentification())).keys()];
    expect(authentication).toEqual(["user-auc", "by-blocks", "scores", "roc", "roc-log", "det", "training"]);
    expect(identification).toEqual([
      "user-auc",
      "confusion",
      "cmc",
      "by-blocks",
      "roc",
      "roc-log",
      "det",
      "training",
    ]);
    expect(new Set([...authentication, ...identification])).toEqual(new Set(PLOTS.map(({ id }) => id)));
  });

  it("writes well-formed SVG, about 640 pixels wide, without a number that is none", async () => {
    for (const summary of [sampleAuthentication(), sampleIdentification()]) {
      const plots = await svgs(summary);
      expectSound(plots);
      for (const [id, svg] of plots) {
        const width = Number(/ width="(\d+)"/.exec(svg)?.[1]);
        expect(width, id).toBeGreaterThan(520);
        expect(width, id).toBeLessThanOrEqual(660);
      }
    }
  });

  it("writes the same bytes for the same data, whatever was drawn before", async () => {
    const first = await svgs(sampleIdentification());
    await renderPlots(sampleAuthentication(7));
    expect(await svgs(sampleIdentification())).toEqual(first);
  });

  it("draws runs beside each other as it draws them one by one", async () => {
    const runs = [sampleAuthentication(3), sampleIdentification(4)];
    const together = await Promise.all(runs.map(svgs));
    for (const [index, run] of runs.entries()) expect(together[index]).toEqual(await svgs(run));
  });

  it("gives every plot ids of its own, so that all can stand in one page", async () => {
    const ids = [...(await svgs(sampleIdentification())).values()].flatMap((svg) =>
      [...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id),
    );
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("refers only to ids that are there", async () => {
    for (const svg of (await svgs(sampleIdentification())).values()) {
      for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(svg).toContain(`id="${id}"`);
    }
  });

  it("keeps hostile names harmless", async () => {
    expectSound(await svgs(sampleAuthentication(1, HOSTILE)));
    expectSound(await svgs(sampleIdentification(1, HOSTILE)));
  });

  it("draws nothing of an empty run", async () => {
    expect(await renderPlots(emptyRun())).toEqual([]);
    const curves = { errors: { perUser: {} }, confusion: { labels: [], counts: [] }, training: [], cmc: [] };
    const scores = { mated: [], nonMated: [] };
    const metrics = { auc: { mean: null, perUser: {} }, byBlocks: [] };
    expect(await renderPlots({ ...emptyRun(), metrics, curves: { ...curves, scores } })).toEqual([]);
  });

  it.each([1, 2, 3, 13, 30, 60])("draws a run of %i users", async (users) => {
    const names = Array.from({ length: users }, (_, index) => `subject${index + 1}`);
    const plots = await svgs(sampleIdentification(2, names));
    expect(plots.size).toBe(8);
    expectSound(plots);
  });

  it("draws what was measured where some was not", async () => {
    const nothing = Number.NaN;
    const summary: RunSummary = {
      ...sampleAuthentication(),
      metrics: {
        auc: { mean: nothing, sd: null, perUser: { a: nothing, b: null, c: 0.9 } },
        byBlocks: [{ blocks: 1, auc: nothing, eer: null, accuracy: 0.9 }],
      },
      curves: {
        errors: { perUser: { a: { fmr: [nothing], fnmr: [0] }, b: { fmr: [0, 1], fnmr: [1, 0] } } },
        confusion: {
          labels: ["a", "b"],
          counts: [
            [0, 0],
            [nothing, 3],
          ],
        },
        training: [{ model: "a", trainLoss: [nothing, 0.5, Number.POSITIVE_INFINITY] }],
        scores: { mated: [nothing, 1], nonMated: [1], threshold: nothing },
        cmc: [nothing, 1],
      },
    };
    const plots = await svgs(summary);
    expect(plots.size).toBe(PLOTS.length);
    expectSound(plots);
  });

  it("stays small with long curves", async () => {
    const rates = Float64Array.from({ length: 100_000 }, (_, i) => i / 99_999);
    const curve = { fmr: rates, fnmr: rates.map((rate) => (1 - rate) ** 3) };
    const plots = await svgs({ ...emptyRun(), curves: { errors: { perUser: { a: curve } } } });
    for (const [id, svg] of plots) expect(svg.length, id).toBeLessThan(60_000);
  });

  it("titles the axis of the users' AUC once, with and without a row per user", async () => {
    for (const users of [3, 41]) {
      const names = Array.from({ length: users }, (_, index) => `subject${index + 1}`);
      const svg = (await svgs(sampleAuthentication(1, names))).get("user-auc");
      expect(svg?.match(/>[^<]*area under the ROC curve[^<]*</g)).toEqual([
        ">area under the ROC curve (AUC)<",
      ]);
    }
  });

  it("names every class of a confusion matrix of up to 45, and some of more", async () => {
    for (const [classes, named] of [
      [45, 45],
      [60, 30],
    ] as const) {
      const names = Array.from({ length: classes }, (_, index) => `s${index + 1}`);
      const svg = (await svgs(sampleIdentification(1, names))).get("confusion");
      expect(svg?.match(/>s\d+</g)?.length).toBe(2 * named);
    }
  });

  it("names the weakest user", async () => {
    expect((await svgs(sampleAuthentication())).get("roc")).toContain("weakest user: user29");
  });

  it("explains every plot in one sentence", () => {
    for (const plot of PLOTS) {
      expect(plot.id).toMatch(/^[a-z0-9-]+$/);
      expect(plot.howToRead).toMatch(/^[A-Z][^.!?]*(?:\d\.\d[^.!?]*)*\.$/);
    }
    expect(new Set(PLOTS.map(({ id }) => id)).size).toBe(PLOTS.length);
  });
});
