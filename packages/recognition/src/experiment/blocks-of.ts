import {
  type Blocks,
  type CutBlocksOptions,
  cutBlocks,
  dropEvents,
  type Sequences,
  SIGNALS,
  type Trace,
  takeDifferences,
  thinEvents,
} from "@wristprint/core";
import type { ExperimentDefinition } from "./definition.js";

type Preprocessing = ExperimentDefinition["preprocessing"];

/** Cuts one user's traces into blocks as a definition says: the same way for training and for use. */
export function blocksOf(traces: readonly Trace[], preprocessing: Preprocessing): Blocks {
  return cutBlocks(sequencesOf(traces, preprocessing), cutOptions(preprocessing));
}

/** One user's differences. */
export function sequencesOf(
  traces: readonly Trace[],
  { sessionBorders, thinning, cleanUp }: Preprocessing,
): Sequences {
  const dropped = cleanUp && { limitPx: cleanUp.limitPx, scroll: cleanUp.scroll === "drop" };
  const usable = (trace: Trace) => dropEvents(trace, dropped);
  return takeDifferences(
    traces.map((trace) => (thinning ? thinEvents(usable(trace), thinning) : usable(trace))),
    {
      sessionBorders,
      ...(cleanUp?.dropPastS !== undefined && { dropPastS: cleanUp.dropPastS }),
    },
  );
}

/** How a definition cuts sequences into blocks. */
export function cutOptions({ signal, blockSize, stride, chunks }: Preprocessing): CutBlocksOptions {
  return { blockSize, stride: stride ?? blockSize, chunks, channels: SIGNALS[signal] };
}
