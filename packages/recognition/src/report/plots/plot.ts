import type { TopLevelSpec } from "@wristprint/plots";
import type { RunSummary } from "../run-summary.js";

/** One picture of a run. To add one: a file beside this, a line in `registry.ts`, a test. */
export interface Plot {
  /** File name without its ending, and prefix of the ids inside the SVG: [a-z0-9-]+ */
  readonly id: string;
  /** Heading of the picture. */
  readonly title: string;
  /** A line below the heading: what one mark is, and which way is better. */
  readonly subtitle: string;
  /** One sentence for a reader who has never heard of biometrics. */
  readonly howToRead: string;
  /** The picture without its heading, or `undefined` where the run holds nothing to draw. */
  specification(summary: RunSummary): TopLevelSpec | undefined;
}

type LayeredSpec = Exclude<Extract<TopLevelSpec, { layer: unknown }>, { repeat: unknown }>;

/** One layer of a picture. */
export type PlotLayer = LayeredSpec["layer"][number];

/** A picture made of layers, alone or as one of several below each other. */
export type PlotPanel = Extract<
  Extract<TopLevelSpec, { vconcat: unknown }>["vconcat"][number],
  { layer: unknown }
> &
  Pick<LayeredSpec, "layer">;
